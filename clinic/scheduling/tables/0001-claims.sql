-- Time that is taken: one row for each resource and five-minute quantum. The unique key is what decides between two
-- bookings at the same moment; the Appointments themselves say what is booked.
create schema if not exists room_scheduling;

create table room_scheduling.claim (
  clinic int not null,
  resource text not null,
  quantum bigint not null,
  appointment text not null,
  primary key (clinic, resource, quantum)
);
create index claim_appointment on room_scheduling.claim (clinic, appointment);

-- Takes the quanta for an appointment. Rows of appointments that no longer stand (`gone`) make way. A quantum that
-- another appointment holds ends the transaction as a lost race: the command looks again and says so.
create function room_scheduling.take(of_clinic int, whose text, resources text[], quanta bigint[], gone text[]) returns void
  language plpgsql as $$
begin
  delete from room_scheduling.claim where clinic = of_clinic and (appointment = whose or appointment = any(gone));
  insert into room_scheduling.claim (clinic, resource, quantum, appointment)
    select of_clinic, r, q, whose from unnest(resources) r cross join unnest(quanta) q;
exception when unique_violation then
  raise exception 'time is taken' using errcode = 'MV001';
end $$;
