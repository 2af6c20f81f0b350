-- Versions under construction, versions, where they stand, and what people call them.
create table draft (
  seq ${seq},
  id uuid not null unique,
  collection_id uuid not null references collection (id),
  namespace_id uuid not null,
  run_id uuid,
  base_membership_id uuid,
  -- open, committed or abandoned; an open one past its time has expired.
  state text not null,
  description text not null,
  metadata text not null,
  manifest ${bytes},
  manifest_bytes bigint not null,
  size_bytes bigint not null,
  file_count bigint not null,
  reference_count bigint not null,
  created_at bigint not null,
  created_by uuid not null,
  expires_at bigint not null
);
create index draft_by_expiry on draft (expires_at) where state = 'open';

create table version (
  seq ${seq},
  id uuid not null unique,
  -- The collection and the membership where it was made: its home.
  collection_id uuid not null references collection (id),
  home_id uuid not null,
  manifest ${bytes} not null references manifest (digest),
  size_bytes bigint not null,
  file_count bigint not null,
  reference_count bigint not null,
  metadata text not null,
  run_id uuid,
  revision bigint not null,
  created_at bigint not null,
  created_by uuid not null,
  deleted_at bigint
);
-- The same content makes no second version in its collection.
create unique index version_by_content on version (collection_id, manifest)
  where deleted_at is null;
create index version_by_manifest on version (manifest);
create index version_by_run on version (run_id) where run_id is not null;

create table membership (
  seq ${seq},
  id uuid not null unique,
  collection_id uuid not null references collection (id),
  version_index bigint not null,
  version_id uuid not null references version (id),
  is_link boolean not null,
  description text not null,
  revision bigint not null,
  created_at bigint not null,
  created_by uuid not null,
  deleted_at bigint,
  unique (collection_id, version_index)
);
create index membership_by_version on membership (version_id, collection_id);

create table alias (
  collection_id uuid not null references collection (id),
  alias_key text not null,
  spelling text not null,
  membership_id uuid not null references membership (id),
  moved_at bigint not null,
  moved_by uuid,
  primary key (collection_id, alias_key)
);
create index alias_by_membership on alias (membership_id);

-- Every move of every alias, for ever; to nothing when it was removed.
create table alias_move (
  seq ${seq},
  collection_id uuid not null references collection (id),
  alias_key text not null,
  spelling text not null,
  from_membership_id uuid,
  to_membership_id uuid,
  moved_at bigint not null,
  moved_by uuid,
  reason text not null
);
create index alias_move_by_alias on alias_move (collection_id, alias_key, seq);
create index alias_move_by_time on alias_move (collection_id, alias_key, moved_at);

-- Tags of a membership or of a collection.
create table tag (
  subject_id uuid not null,
  tag_key text not null,
  spelling text not null,
  primary key (subject_id, tag_key)
);
create index tag_by_key on tag (tag_key);
