-- What a team, registry or collection keeps of its old versions. A collection's own rule takes the
-- place of the one above it.
create table keep_rule (
  seq ${seq},
  id uuid not null unique,
  namespace_id uuid not null references namespace (id),
  -- The collection, or for all of a team or registry the namespace.
  scope_id uuid not null unique,
  keep_last bigint not null,
  -- What a protected alias pointed at within so many days, and what that was made of, stays.
  ancestor_days bigint not null,
  expire_days bigint not null,
  set_at bigint not null,
  set_by uuid not null references app_user (id)
);
create index keep_rule_by_namespace on keep_rule (namespace_id, seq);

-- Many versions deleted in one act, by a query or by a rule; its id is their deleted_with.
create table deletion (
  seq ${seq},
  id uuid not null unique,
  namespace_id uuid not null references namespace (id),
  -- query or rule
  kind text not null,
  -- The query, or the rule as it was.
  cause text not null,
  version_count bigint not null,
  begun_at bigint not null,
  begun_by uuid references app_user (id),
  undone_at bigint
);
create index deletion_by_namespace on deletion (namespace_id, seq);
create index membership_deleted_with on membership (deleted_with, seq)
  where deleted_with is not null;

-- Which drafts are based on a member.
create index draft_by_base on draft (base_membership_id) where state = 'open';
