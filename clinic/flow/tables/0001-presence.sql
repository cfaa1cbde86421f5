-- Who is on site, with its history: the supervision rules ask it (DOMAIN B.1, step 7).
create schema if not exists room_flow;

create table room_flow.presence (
  clinic int not null,
  practitioner text not null,
  at timestamptz not null,
  on_site boolean not null,
  by text not null,
  primary key (clinic, practitioner, at)
);
