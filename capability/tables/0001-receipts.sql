-- What each command did: the answer to a repeated key, and what undo needs to put back.
create schema if not exists capability;

create table capability.receipt (
  clinic int not null,
  key uuid not null,
  account text not null,
  command text not null,
  result jsonb not null,
  -- [{ type, id, before, after }]: versions, 0 = did not exist before
  writes jsonb not null,
  undoable boolean not null,
  at timestamptz not null,
  undone timestamptz,
  primary key (clinic, key)
);
create index receipt_age on capability.receipt (clinic, at);
