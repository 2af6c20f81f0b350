-- Projects of teams, and collections: in a project, or (project_id null) a registry's models.
-- A name is unique within its parent without regard to case, as long as its holder lives.
create table project (
  seq ${seq},
  id uuid not null unique,
  namespace_id uuid not null,
  name text not null,
  name_key text not null,
  title text,
  description text not null,
  revision bigint not null,
  created_at bigint not null,
  created_by uuid not null,
  deleted_at bigint
);
create unique index project_by_name on project (namespace_id, name_key) where deleted_at is null;
create unique index project_by_title on project (namespace_id, title)
  where deleted_at is null and title is not null;
create index project_by_seq on project (namespace_id, seq);

create table collection (
  seq ${seq},
  id uuid not null unique,
  namespace_id uuid not null,
  project_id uuid references project (id),
  -- The project, or for a registered model the registry: within it the name is unique.
  parent_id uuid not null,
  name text not null,
  name_key text not null,
  title text,
  type text not null,
  description text not null,
  card text not null,
  next_index bigint not null,
  -- Live members.
  version_count bigint not null,
  -- When an alias here moved last: the next move is later, whatever the clock says.
  last_move_at bigint not null,
  revision bigint not null,
  created_at bigint not null,
  created_by uuid not null,
  deleted_at bigint
);
create unique index collection_by_name on collection (parent_id, name_key)
  where deleted_at is null;
create unique index collection_by_title on collection (parent_id, title)
  where deleted_at is null and title is not null;
create index collection_by_seq on collection (parent_id, seq);
create index collection_by_project on collection (project_id);

-- A name that was given up by a rename leads to its old holder until somebody takes it.
create table former_name (
  parent_id uuid not null,
  name_key text not null,
  subject_id uuid not null,
  released_at bigint not null,
  primary key (parent_id, name_key)
);
