-- The last record number given in each clinic: raised in the transaction that uses it, so that none is given twice.
create schema if not exists room_registration;

create table room_registration.mrn (
  clinic int primary key,
  last int not null
);

-- Takes the number `wanted`, which must be the one after the last (or the first of all). A number taken meanwhile ends
-- the transaction as a lost race, and the command looks again.
create function room_registration.take_mrn(of_clinic int, wanted int) returns void
  language plpgsql as $$
begin
  insert into room_registration.mrn as held (clinic, last) values (of_clinic, wanted)
    on conflict (clinic) do update set last = wanted where held.last < wanted;
  if not found then
    raise exception 'the number was taken' using errcode = 'MV003';
  end if;
end $$;
