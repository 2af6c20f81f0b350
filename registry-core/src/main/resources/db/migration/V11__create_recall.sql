-- A recall stands at the place where somebody spoke it: at a version's home it holds wherever the
-- version is linked, at a link there alone.
create table recall (
  membership_id uuid not null primary key references membership (id),
  reason text not null,
  recalled_at bigint not null,
  recalled_by uuid not null references app_user (id)
);

-- What was deleted in one act comes back in one: the collection, project, team or registry (or the
-- member itself) whose deletion took the row along. Null for what was deleted before this was kept.
alter table membership add column deleted_with uuid;
alter table version add column deleted_with uuid;
alter table collection add column deleted_with uuid;

-- Lists of what is deleted, and of open drafts.
create index membership_deleted on membership (collection_id, version_index)
  where deleted_at is not null;
create index collection_deleted on collection (parent_id, seq) where deleted_at is not null;
create index project_deleted on project (namespace_id, seq) where deleted_at is not null;
create index draft_open on draft (namespace_id, seq) where state = 'open';
create index draft_open_by_user on draft (created_by, seq) where state = 'open';
