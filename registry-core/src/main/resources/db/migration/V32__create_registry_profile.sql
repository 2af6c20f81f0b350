-- What a registry says of itself, and the types of models that it takes; any, where none stand here.
create table registry_profile (
  namespace_id uuid primary key references namespace (id),
  description text not null
);
create table accepted_type (
  namespace_id uuid not null references namespace (id),
  type_key text not null,
  spelling text not null,
  primary key (namespace_id, type_key)
);
