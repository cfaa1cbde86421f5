-- How far each imported file came, by the SHA-256 of its bytes: an interrupted import goes on, a repeated one skips.
create schema if not exists import;

create table import.progress (
  clinic int not null,
  source text not null,
  file text not null,
  entries int not null,
  finished boolean not null,
  at timestamptz not null default now(),
  primary key (clinic, source)
);
