-- The patient whom the screen of a session is turned to: until the PIN it answers what concerns her signature, nothing else.
alter table gate.session add column turned text;
