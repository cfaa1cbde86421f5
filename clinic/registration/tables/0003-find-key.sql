-- How everybody is found although something was mistyped (rules/find-keys.ts). Derived from the patients, whoever wrote
-- them, a moment after they were written; made anew when it is missing or its form changes.
create table room_registration.find_key (
  clinic int not null,
  patient text not null,
  version int not null,
  born text not null,
  words text[] not null,
  keys int[] not null,
  primary key (clinic, patient)
);
create index find_key_keys on room_registration.find_key using gin (keys);
