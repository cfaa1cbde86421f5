-- Settings of a clinic, every version kept: who changed what, and what was in force on a day.
create schema if not exists room_settings;

create table room_settings.setting (
  clinic int not null,
  version int not null,
  at timestamptz not null,
  by text not null,
  value jsonb not null,
  primary key (clinic, version)
);
