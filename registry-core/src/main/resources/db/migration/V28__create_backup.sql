-- Backups that were made, and the one under way. No bytes go that were there before `finished_at` (or
-- now, while it is null) as long as `pinned_until` is to come.
create table backup (
  seq ${seq},
  id uuid not null unique,
  created_at bigint not null,
  created_by uuid not null references app_user (id),
  finished_at bigint,
  pinned_until bigint not null
);
create index backup_pinned on backup (pinned_until);

-- Since when the row is here; null: from before this column.
alter table blob add column born_at bigint;
