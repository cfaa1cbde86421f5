-- A claim knows which taking made it, so that what a reader saw as left over is removed and nothing newer. A time that
-- another holds ends the transaction as MV003: the command looks again and says so.
alter table room_scheduling.claim add column token uuid not null default gen_random_uuid();
drop function room_scheduling.take;

create function room_scheduling.take(of_clinic int, whose text, resources text[], quanta bigint[], left_over uuid[]) returns void
  language plpgsql as $$
begin
  delete from room_scheduling.claim where clinic = of_clinic and (appointment = whose or token = any(left_over));
  insert into room_scheduling.claim (clinic, resource, quantum, appointment)
    select of_clinic, r, q, whose from unnest(resources) r cross join unnest(quanta) q;
exception when unique_violation then
  raise exception 'time is taken' using errcode = 'MV003';
end $$;
