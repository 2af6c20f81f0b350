-- What runs are searched by: config, summary, tags and the run's own columns, one row a value. Kept
-- by the transaction that changes the run.
alter table run add column revision bigint not null default 0;

-- The names of values of a project's runs: config.lr, summary.accuracy, state, tag:baseline.
create table run_field (
  field_id ${seq},
  project_id uuid not null references project (id),
  name text not null,
  unique (project_id, name)
);

-- Either a number or a text, as UTF-8 bytes, so that both data bases sort alike. No row: no value,
-- or the run is gone.
create table run_value (
  run_seq bigint not null references run (seq),
  field_id bigint not null references run_field (field_id),
  number double precision,
  text ${bytes},
  primary key (run_seq, field_id)
);
create index run_value_by_number on run_value (field_id, number, run_seq) where number is not null;
create index run_value_by_text on run_value (field_id, text, run_seq) where text is not null;

-- Runs of before this table, whose values are still to be written. One row, gone when it is done.
create table run_backfill (
  next_seq bigint not null,
  last_seq bigint not null
);
insert into run_backfill (next_seq, last_seq)
select 0, max(seq) from run having max(seq) is not null;

-- Runs that may crash: few, whatever the number of those that have ended.
create index run_with_heartbeat on run (seq)
  where state = 'running' and heartbeat_at is not null and deleted_at is null;
