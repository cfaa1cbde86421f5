-- The record. Every key begins with the clinic, so that clinics can be spread over machines; no sequence, no foreign key,
-- no trigger. How it is searched: record/README.md; why this way: docs/decisions/.
create extension if not exists pg_trgm;
create schema if not exists record;

-- First 64 bits of MD5: the number of a text wherever an index needs one. `record/key.ts` computes the same.
create function record.key64(words text) returns bigint
  language sql immutable strict parallel safe
  return ('x' || left(md5(words), 16))::bit(64)::bigint;

-- Ends the statement, and so the transaction, unless every row was written that should have been.
create function record.expect(done bigint, wanted bigint) returns void
  language plpgsql as $$
begin
  if done <> wanted then
    raise exception 'a write met another version' using errcode = 'MV001';
  end if;
end $$;

-- Ends the transaction when something is referred to that does not exist; the detail lists places in the question.
create function record.expect_none(missing bigint[]) returns void
  language plpgsql as $$
begin
  if missing is not null then
    raise exception 'references to nothing' using errcode = 'MV002', detail = array_to_string(missing, ',');
  end if;
end $$;

-- The current version of each resource, a tombstone included. `content` is sent as it is stored.
create table record.resource (
  key bigint not null,              -- key64(type/id)
  updated bigint not null,          -- ms since the epoch
  moment bigint not null,           -- when it happened in the clinic, ms since the epoch
  clinic int not null,
  version int not null,
  deleted boolean not null,
  type text collate "C" not null,
  id text collate "C" not null,
  patient text collate "C",         -- whose compartment it belongs to
  author text not null,
  tokens bigint[] not null,         -- every token, reference and uri it is found by
  tuples jsonb,                     -- values that belong together, for composite parameters
  content text not null,
  primary key (clinic, type, key)
) with (fillfactor = 90, autovacuum_vacuum_insert_scale_factor = 0.05);
create index resource_of_patient on record.resource (clinic, patient, type, moment, key) where not deleted and patient is not null;
create index resource_updated on record.resource (clinic, type, updated, key);
create index resource_tokens on record.resource using gin (tokens) with (fastupdate = on, gin_pending_list_limit = 128);
alter table record.resource alter column tokens set statistics 400;

-- What it was before.
create table record.version (
  key bigint not null,
  updated bigint not null,
  clinic int not null,
  version int not null,
  deleted boolean not null,
  type text collate "C" not null,
  author text not null,
  content text not null,
  primary key (clinic, type, key, version)
);

-- Strings: names, addresses, titles; folded. Found by their beginning, or anywhere by their trigrams.
create table record.word (
  param bigint not null,            -- key64(Type.parameter)
  key bigint not null,
  clinic int not null,
  whole boolean not null,           -- false: a further word of a name, found but not sorted by
  text text collate "C" not null
);
create index word_begins on record.word (clinic, param, text, key);
create index word_contains on record.word using gin (text gin_trgm_ops) with (fastupdate = on, gin_pending_list_limit = 512) where whole;

-- Words of codes and concepts, once each; resources hold their number among their tokens.
create table record.label (
  label bigint not null,            -- key64(text)
  clinic int not null,
  text text collate "C" not null,
  primary key (clinic, label)
);

-- Dates, numbers and quantities: [low, high). A wide one (more than a day, or a range of numbers) is found by its end.
create table record.span (
  param bigint not null,            -- key64(Type.parameter), with the unit for quantities
  key bigint not null,
  low double precision not null,
  high double precision not null,
  clinic int not null,
  wide boolean not null
);
create index span_low on record.span (clinic, param, low, high, key);
create index span_of on record.span (clinic, key, param, low, high);
create index span_wide on record.span (clinic, param, high, low, key) where wide;

-- The change feed: a row for each version, in the transaction that made it. A position is (era, tx, ordinal); it is read
-- only below the oldest running transaction, so nothing is ever committed behind a reader's back.
create table record.change (
  tx xid8 not null default pg_current_xact_id(),
  key bigint not null,
  updated bigint not null,
  clinic int not null,
  era int not null,
  ordinal int not null,
  version int not null,
  deleted boolean not null,
  type text collate "C" not null,
  primary key (clinic, era, tx, ordinal)
) with (autovacuum_vacuum_insert_scale_factor = 0.05);

-- Transaction numbers begin again in another cluster (restore of a backup); an era is the life of one cluster.
create table record.era (
  clinic int not null,
  number int not null,
  cluster text not null,
  since timestamptz not null default now(),
  primary key (clinic, number)
);

-- With what the index was made: it is made anew when the definitions or the clinic's zone change.
create table record.index_state (
  clinic int primary key,
  signature text not null,
  at timestamptz not null default now()
);

-- What rooms may read in SQL. Content is text: `content::jsonb` where a view needs it.
create view record.current as
  select clinic, type, id, version, patient, author, content,
         to_timestamp(moment / 1000.0) as moment, to_timestamp(updated / 1000.0) as updated
  from record.resource where not deleted;

create view record.past as
  select v.clinic, v.type, r.id, v.version, v.deleted, r.patient, v.author, v.content,
         to_timestamp(v.updated / 1000.0) as updated
  from record.version v join record.resource r using (clinic, type, key);
