-- What is typed and not yet part of the record, field by field, so that it opens again on any workstation.
create table capability.draft (
  clinic int not null,
  key text not null,
  field text not null,
  value jsonb not null,
  version int not null,
  by text not null,
  account text not null,
  at timestamptz not null,
  primary key (clinic, key, field)
);
create index draft_age on capability.draft (clinic, at);

-- Who has which draft open. Worth nothing after a crash, so not logged.
create unlogged table capability.presence (
  clinic int not null,
  key text not null,
  account text not null,
  display text not null,
  seen timestamptz not null,
  primary key (clinic, key, account)
);
