-- What nobody searches by needs no statistics; reading it only makes every ANALYZE long.
alter table record.resource alter column content set statistics 0;
alter table record.resource alter column tuples set statistics 0;
alter table record.resource alter column author set statistics 0;
alter table record.resource alter column tokens set statistics 200;
alter table record.version alter column content set statistics 0;
