-- How long a version is meant to live, from its making: -1 as the rules of its place say, 0 without
-- end. expires_at follows from it.
alter table version add column ttl_seconds bigint not null default -1;
alter table version add column expires_at bigint;
create index version_expiring on version (expires_at, seq)
  where expires_at is not null and deleted_at is null;

-- The lowest and highest step of the records of a segment, so that a part of a stream by steps is
-- found without reading what lies before it; null in segments that were written before.
alter table run_segment add column lowest_step bigint;
alter table run_segment add column highest_step bigint;
create index run_segment_by_step
  on run_segment (run_id, stream, block, lowest_step, highest_step);
