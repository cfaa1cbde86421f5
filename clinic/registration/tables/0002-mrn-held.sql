-- A record number may also come with an import or by FHIR: whoever brought it, nobody else gets it. The holders are found
-- by the record's index (tokens of `Patient.identifier`, record/search/token-keys.ts), padded to six digits or bare.
create function room_registration.mrn_holders(of_clinic int, wanted int) returns setof text
  language sql stable as $$
  select id from record.resource
  where clinic = of_clinic and type = 'Patient' and not deleted and tokens && array[
    record.key64('Patient.identifier:pair:https://medley.clinic/fhir/NamingSystem/mrn|' || wanted),
    record.key64('Patient.identifier:pair:https://medley.clinic/fhir/NamingSystem/mrn|'
      || lpad(wanted::text, greatest(6, length(wanted::text)), '0'))]
$$;

-- The first number behind the last one given that nobody holds; 1001 in a new clinic. Where an import filled all of the
-- next thousand, the one behind the highest of all.
create function room_registration.next_mrn(of_clinic int) returns int
  language plpgsql stable as $$
declare
  given int;
  free int;
begin
  select last into given from room_registration.mrn where clinic = of_clinic;
  if given is not null then
    select number into free from generate_series(given + 1, given + 1000) as number
      where not exists (select from room_registration.mrn_holders(of_clinic, number)) limit 1;
    if free is not null then return free; end if;
  end if;
  select greatest(1000, coalesce(given, 0), max((one ->> 'value')::int)) + 1 into free
    from record.current, json_array_elements(content::json -> 'identifier') as one
    where clinic = of_clinic and type = 'Patient'
      and one ->> 'system' = 'https://medley.clinic/fhir/NamingSystem/mrn' and one ->> 'value' ~ '^[0-9]{1,8}$';
  return free;
end $$;

drop function room_registration.take_mrn(int, int);

-- Takes the number `wanted` for a patient who is written in this transaction. One that was given or brought meanwhile ends
-- the transaction as a lost race, and the command looks again. The row is held until the commit: desks come in turn.
create function room_registration.take_mrn(of_clinic int, wanted int, patient text) returns void
  language plpgsql as $$
begin
  insert into room_registration.mrn as held (clinic, last) values (of_clinic, wanted)
    on conflict (clinic) do update set last = wanted where held.last < wanted;
  if not found or exists (
    select from room_registration.mrn_holders(of_clinic, wanted) as holder where holder <> patient
  ) then
    raise exception 'the number was taken' using errcode = 'MV003';
  end if;
end $$;
