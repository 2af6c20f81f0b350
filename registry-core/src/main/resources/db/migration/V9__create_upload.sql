-- Bytes of one file on their way into a draft in several requests. How many have come is for the
-- place of staged bytes to say; a row knows what was promised and what it came to.
create table upload (
  id uuid primary key,
  draft_id uuid not null references draft (id),
  -- What the bytes must hash to, if the sender said so.
  expected ${bytes},
  -- Length of the whole, once it is known.
  length_bytes bigint,
  -- Of all bytes, once they were hashed.
  digest ${bytes},
  -- open, sealed (hashed, about to become a blob) or complete.
  state text not null,
  created_at bigint not null,
  created_by uuid not null
);
create index upload_by_draft on upload (draft_id, state);

-- Which sizes a team or registry has: a file of another size cannot be there.
alter table namespace_blob add column size_bytes bigint;
update namespace_blob
set size_bytes = (select b.size_bytes from blob b where b.digest = namespace_blob.digest);
create index namespace_blob_by_size on namespace_blob (namespace_id, size_bytes);
