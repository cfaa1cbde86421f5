-- Accounts, one-time links, sessions, throttling. Secrets are argon2id (passwords, PINs) or SHA-256 of 256 random bits (tokens).
create schema if not exists gate;

create table gate.account (
  clinic int not null,
  id uuid not null,
  name text not null,
  folded text not null,
  display text not null,
  roles text[] not null,
  owner boolean not null,
  practitioner text not null,
  language text not null,
  password text,
  pin text,
  disabled boolean not null default false,
  demo boolean not null default false,
  created timestamptz not null default now(),
  primary key (clinic, id),
  unique (clinic, folded)
);

create table gate.link (
  clinic int not null,
  token bytea not null,
  purpose text not null,
  account uuid,
  expires timestamptz not null,
  used timestamptz,
  primary key (clinic, token)
);

create table gate.session (
  clinic int not null,
  token bytea not null,
  id uuid not null,
  account uuid not null,
  workstation text not null,
  started timestamptz not null,
  seen timestamptz not null,
  ends timestamptz not null,
  locked boolean not null default false,
  tries int not null default 0,
  primary key (clinic, token)
);
create index session_of_account on gate.session (clinic, account);

-- The layout rate-limiter-flexible asks for; its keys begin with the clinic.
create table gate.throttle (
  key varchar(255) primary key,
  points int not null default 0,
  expire bigint
);
