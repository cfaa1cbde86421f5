-- Exports: what was asked, how far it came, and its files until they expire. Files are in the database, so that either of
-- two servers hands them out and a backup of the disk holds no second copy of the record in the clear.
create schema if not exists export;

create table export.job (
  clinic int not null,
  id uuid not null,
  account text not null,             -- who asked, and who alone may fetch
  status text not null check (status in ('accepted', 'running', 'done', 'failed', 'cancelled')),
  url text not null,
  asked jsonb not null,
  created timestamptz not null default now(),
  leased timestamptz,                -- the running server says that it lives
  snapshot timestamptz,
  total int not null default 0,      -- types
  finished int not null default 0,
  expires timestamptz,
  failure text,
  primary key (clinic, id)
);

create table export.part (
  clinic int not null,
  job uuid not null,
  kind text not null check (kind in ('output', 'deleted')),
  type text not null,
  number int not null,
  count int not null,
  bytes bytea not null,              -- NDJSON, gzip
  primary key (clinic, job, kind, type, number)
);
alter table export.part alter column bytes set storage external;
