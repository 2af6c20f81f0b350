-- The graph: each edge goes from the earlier thing to the later one. Walks down read the unique key
-- (from_id first), walks up read lineage_edge_up.
create table lineage_edge (
  seq ${seq},
  kind text not null,
  from_kind text not null,
  from_id uuid not null,
  to_kind text not null,
  to_id uuid not null,
  facts text not null,
  created_at bigint not null,
  unique (from_id, to_id, kind)
);
create index lineage_edge_up on lineage_edge (to_id, from_id);

create table run (
  seq ${seq},
  id uuid not null unique,
  project_id uuid not null references project (id),
  namespace_id uuid not null references namespace (id),
  -- What the caller named it, or we did: unique in the project for ever, also after deletion.
  name text not null,
  name_key text not null,
  title text,
  -- running, finished or failed; crashed is told from heartbeat_at when it is read.
  state text not null,
  config text not null,
  -- What was set by hand; the last values of its metrics lie below it, in run_stream.
  summary text not null,
  environment text not null,
  run_group text,
  job_type text,
  notes text not null,
  parent_id uuid references run (id),
  exit_code bigint,
  created_at bigint not null,
  created_by uuid not null references app_user (id),
  started_at bigint not null,
  heartbeat_at bigint,
  finished_at bigint,
  deleted_at bigint,
  unique (project_id, name_key)
);
create index run_by_seq on run (project_id, seq) where deleted_at is null;

create table run_tag (
  run_id uuid not null references run (id),
  tag_key text not null,
  spelling text not null,
  primary key (run_id, tag_key)
);
create index run_tag_by_key on run_tag (tag_key);

-- One row for each stream of records; appends to a stream take turns by its lock.
create table run_stream (
  run_id uuid not null references run (id),
  stream text not null,
  next_line bigint not null,
  next_segment bigint not null,
  -- {"loss":[line, value]}: the value of the highest line that has it.
  last_values text not null,
  primary key (run_id, stream)
);

-- Records of 1,024 lines (a block) lie in a few segments; in a block the later segment wins a line.
create table run_segment (
  run_id uuid not null,
  stream text not null,
  block bigint not null,
  segment bigint not null,
  characters bigint not null,
  data ${bytes} not null,
  primary key (run_id, stream, block, segment),
  foreign key (run_id, stream) references run_stream (run_id, stream)
);
