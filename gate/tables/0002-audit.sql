-- The audit trail: rows are inserted and never touched again, so no trigger guards them: the right to change them is
-- taken away, and what a stronger hand changes all the same is found by the chain.
create schema if not exists gate;

-- Transaction numbers restart in another database cluster (restore by dump); an era is the life of one cluster.
create table gate.era (
  clinic int not null,
  number int not null,
  cluster text not null,
  since timestamptz not null default now(),
  primary key (clinic, number)
);

create table gate.audit (
  clinic int not null,
  era int not null,
  -- Orders the chain without a sequence: all of a transaction settle together (see gate.seal).
  tx bigint not null default (pg_current_xact_id()::text::bigint),
  id uuid not null,
  at timestamptz(3) not null,
  account text not null,
  display text not null,
  roles text[] not null,
  workstation text not null,
  action text not null,
  outcome text not null,
  patients text[] not null,
  type text not null,
  resource text not null,
  version int,
  operation text not null,
  query text not null,
  reason text not null,
  -- SHA-256 of the row's canonical bytes (audit/chain.ts).
  digest bytea not null,
  primary key (clinic, era, tx, id)
);
create index audit_of_account on gate.audit (clinic, account, era, tx, id);
-- Nearly every row concerns one patient: a b-tree costs a third of a GIN index (20 of 60 us a row); that is for the rest.
create index audit_of_patient on gate.audit (clinic, (patients[1]), era, tx, id) where patients <> '{}';
create index audit_of_patients on gate.audit using gin (patients) where cardinality(patients) > 1;
create index audit_in_time on gate.audit using brin (at);

create table gate.block (
  clinic int not null,
  number bigint not null,
  era int not null,
  -- The rows of the era with after < tx <= upto.
  after bigint not null,
  upto bigint not null,
  count int not null,
  sealed_ms bigint not null,
  previous bytea not null,
  hash bytea not null,
  primary key (clinic, number)
);

-- Seals the oldest settled rows into one block. Settled: their transaction is older than every running one, so no row
-- can still appear before them. One sealer at a time; the others return nothing.
create function gate.seal(of_clinic int, at_most int)
returns table (sealed_number bigint, sealed_hash bytea, sealed_rows int)
language plpgsql as $$
declare
  head gate.block;
  this_era int;
  next_era int;
  low bigint;
  high bigint;
  horizon bigint;
  now_ms bigint := floor(extract(epoch from clock_timestamp()) * 1000);
begin
  if not pg_try_advisory_xact_lock(727801, of_clinic) then return; end if;
  select * into head from gate.block where clinic = of_clinic order by number desc limit 1;
  select max(number) into this_era from gate.era where clinic = of_clinic;
  horizon := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  select a.era into next_era from gate.audit a
    where a.clinic = of_clinic and (a.era, a.tx) > (coalesce(head.era, 0), coalesce(head.upto, -1))
    order by a.era, a.tx limit 1;
  if next_era is null then return; end if;
  low := case when next_era = head.era then head.upto else -1 end;
  select max(s.tx) into high from (
    select a.tx from gate.audit a
    where a.clinic = of_clinic and a.era = next_era and a.tx > low and (next_era < this_era or a.tx < horizon)
    order by a.tx limit at_most
  ) s;
  if high is null then return; end if;
  return query
    insert into gate.block (clinic, number, era, after, upto, count, sealed_ms, previous, hash)
    select of_clinic, coalesce(head.number, 0) + 1, next_era, low, high, count(*)::int, now_ms,
      coalesce(head.hash, '\x'::bytea),
      sha256(coalesce(head.hash, '\x'::bytea) || int8send(coalesce(head.number, 0) + 1) || int4send(next_era)
        || int8send(low) || int8send(high) || int4send(count(*)::int) || int8send(now_ms)
        || string_agg(int8send(a.tx) || a.digest, '\x'::bytea order by a.tx, a.id))
    from gate.audit a
    where a.clinic = of_clinic and a.era = next_era and a.tx > low and a.tx <= high
    returning block.number, block.hash, block.count;
end $$;

revoke update, delete, truncate on gate.audit, gate.block from public, current_user;
