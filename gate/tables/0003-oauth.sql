-- Machine clients and what the OAuth server keeps for them. Secrets and tokens are SHA-256 of 256 random bits.
create schema if not exists gate;

create table gate.client (
  clinic int not null,
  id text not null,
  name text not null,
  scopes text[] not null,
  secret bytea,
  jwks jsonb,
  created timestamptz not null default now(),
  disabled boolean not null default false,
  primary key (clinic, id)
);

create table gate.oauth (
  clinic int not null,
  model text not null,
  id bytea not null,
  client text,
  payload jsonb not null,
  expires timestamptz,
  primary key (clinic, model, id)
);
create index oauth_of_client on gate.oauth (clinic, client);
