-- How far each room's derived rows follow the record: the position of the feed up to which they are made.
create table capability.derived (
  clinic int not null,
  name text not null,
  position text not null,
  primary key (clinic, name)
);
