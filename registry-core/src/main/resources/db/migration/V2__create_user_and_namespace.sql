-- People and service accounts, their keys, and the teams and registries that they are members of.
create table app_user (
  seq ${seq},
  id uuid not null unique,
  name text not null,
  name_key text not null unique,
  title text,
  -- person, service
  kind text not null,
  -- admin, auditor, member
  role text not null,
  is_disabled boolean not null default false,
  created_at bigint not null
);

-- A key is kept as its SHA-256 only; prefix and last_four let its owner tell keys apart.
create table api_key (
  seq ${seq},
  id uuid not null unique,
  user_id uuid not null references app_user (id),
  name text not null,
  hash ${bytes} not null unique,
  prefix text not null,
  last_four text not null,
  -- words of read, write, admin, with commas between
  scopes text not null,
  created_at bigint not null,
  expires_at bigint,
  last_used_at bigint,
  revoked_at bigint
);
create index api_key_by_user on api_key (user_id, seq);

create table namespace (
  seq ${seq},
  id uuid not null unique,
  -- team, registry
  kind text not null,
  name text not null,
  name_key text not null,
  title text,
  is_open boolean not null,
  created_at bigint not null,
  deleted_at bigint
);
create unique index namespace_by_name on namespace (name_key) where deleted_at is null;
create unique index namespace_by_title on namespace (title)
  where deleted_at is null and title is not null;

-- What everybody may read: few, and asked for with every list.
create index namespace_open on namespace (id) where is_open and deleted_at is null;

-- A former name answers until somebody takes it.
create table namespace_former_name (
  name_key text not null primary key,
  namespace_id uuid not null references namespace (id),
  left_at bigint not null
);

create table namespace_member (
  namespace_id uuid not null references namespace (id),
  user_id uuid not null references app_user (id),
  -- admin, member, viewer
  role text not null,
  added_at bigint not null,
  primary key (namespace_id, user_id)
);
create index namespace_member_by_user on namespace_member (user_id, namespace_id);
