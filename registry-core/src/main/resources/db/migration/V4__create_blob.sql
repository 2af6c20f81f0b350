-- Bytes that are in the store, and what gives a right to use them or keeps them from collection.
-- Digests are the 32 bytes of a SHA-256.
create table blob (
  digest ${bytes} primary key,
  size_bytes bigint not null,
  stored_at bigint not null
);

-- A team or registry that has proved to hold the bytes may name them by digest alone.
create table namespace_blob (
  namespace_id uuid not null,
  digest ${bytes} not null references blob (digest),
  granted_at bigint not null,
  primary key (namespace_id, digest)
);
create index namespace_blob_by_digest on namespace_blob (digest);

-- A draft's hold on bytes: good as long as the draft is open and has not expired.
create table lease (
  draft_id uuid not null,
  digest ${bytes} not null references blob (digest),
  primary key (draft_id, digest)
);
create index lease_by_digest on lease (digest);

-- A manifest whose manifest_blob rows are all there.
create table manifest (
  digest ${bytes} primary key references blob (digest),
  stored_at bigint not null
);

-- Which bytes a manifest names. Written in batches before the version; counts once the manifest
-- row stands.
create table manifest_blob (
  manifest ${bytes} not null,
  digest ${bytes} not null references blob (digest),
  primary key (manifest, digest)
);
create index manifest_blob_by_digest on manifest_blob (digest);
