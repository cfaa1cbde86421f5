-- The facts every rule may need. Written by the set-up wizard, the demo and the settings room; read by the server.
create table capability.clinic (
  clinic int primary key,
  name text not null,
  zone text not null,
  state text not null,
  demo boolean not null default false
);
