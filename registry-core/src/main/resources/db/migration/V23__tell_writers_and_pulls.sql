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

-- Who pulled a version, by its own word: one row for each user, place and name by which it was asked
-- for. A recall tells of them.
create table version_pull (
  seq ${seq},
  membership_id uuid not null references membership (id),
  version_id uuid not null references version (id),
  user_id uuid not null references app_user (id),
  selector text not null,
  first_at bigint not null,
  last_at bigint not null,
  times bigint not null,
  unique (membership_id, user_id, selector)
);
create index version_pull_by_version on version_pull (version_id, seq);
