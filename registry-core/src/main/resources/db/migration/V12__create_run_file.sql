-- Files of a run, by path. They never expire: their bytes are kept from collection as those of
-- living versions are, until the file is taken away or replaced.
create table run_file (
  run_id uuid not null references run (id),
  -- UTF-8 bytes, so that both data bases sort paths alike.
  path ${bytes} not null,
  digest ${bytes} not null references blob (digest),
  size_bytes bigint not null,
  updated_at bigint not null,
  updated_by uuid not null references app_user (id),
  primary key (run_id, path)
);
create index run_file_by_digest on run_file (digest);
