-- What clients need that name bytes by MD5, know no SHA-256, and have manifests of their own.

-- Files sent into a draft by path. Rows of a draft that has ended count for nothing.
create table draft_file (
  draft_id uuid not null references draft (id),
  -- UTF-8 bytes, so that both data bases sort paths alike.
  path ${bytes} not null,
  digest ${bytes} not null references blob (digest),
  size_bytes bigint not null,
  md5 ${bytes} not null,
  primary key (draft_id, path)
);

-- What a committed draft became.
alter table draft add column version_id uuid;

-- The MD5 of bytes, where it was asked for. It names nothing and gives no right.
create table blob_md5 (
  digest ${bytes} primary key references blob (digest),
  md5 ${bytes} not null
);
create index blob_md5_by_md5 on blob_md5 (md5);

-- What a face keeps beside a draft or a version: bytes, facts, and a mark to find it by.
create table attachment (
  subject_id uuid not null,
  kind text not null,
  digest ${bytes} references blob (digest),
  size_bytes bigint not null,
  mark text,
  facts text not null,
  primary key (subject_id, kind)
);
create index attachment_by_digest on attachment (digest) where digest is not null;
create index attachment_by_mark on attachment (kind, mark) where mark is not null;
