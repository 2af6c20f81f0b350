-- Alias names that only a registry's admins may add, move or remove.
create table protected_alias (
  seq ${seq},
  namespace_id uuid not null references namespace (id),
  alias_key text not null,
  spelling text not null,
  protected_at bigint not null,
  protected_by uuid not null,
  unique (namespace_id, alias_key)
);
