-- Processes that write a run at present, as they name themselves. Rows of those that have been
-- silent for long go when a new one comes.
create table run_writer (
  run_id uuid not null references run (id),
  writer text not null,
  last_at bigint not null,
  primary key (run_id, writer)
);

-- The last time that two of them were seen at work at once, and which; null: never.
alter table run add column clash_at bigint;
alter table run add column clash_writers text;
