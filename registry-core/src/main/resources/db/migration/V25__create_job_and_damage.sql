-- What a row of `blob` says of the bytes:
--   present   they lie in the store
--   damaged   they lie in quarantine, or are lost; nobody gets them until they are sent again
--   doomed    nothing needs them; they go when their time in the trash is over
--   removing  they are being removed; nobody may count on them, nor send them until that is over
--   removed   they are gone
-- `stored_at` is when they were last touched: sent, or asked for and found.
alter table blob add column state text not null default 'present';
alter table blob add column doomed_at bigint;
-- The turn of removal that removed them last.
alter table blob add column removed_turn bigint;
create index blob_doomed on blob (digest) where state in ('doomed', 'removing');

-- How many turns of removal are over. Who sends bytes looks here first: a blob that a later turn
-- removed may have gone while its sender believed it to be there.
create table removal (
  id bigint primary key,
  finished bigint not null
);
insert into removal (id, finished) values (1, 0);

-- What is known of the blobs that are damaged now.
create table blob_damage (
  digest ${bytes} primary key references blob (digest),
  -- damaged (other bytes were found) or missing (none were).
  kind text not null,
  found_at bigint not null
);

-- Nothing that lives needs a manifest any more: its rows in manifest_blob are gone.
alter table manifest add column dropped_at bigint;

-- Work in the background: it takes long, is done by one server at a time, and goes on where it was.
create table job (
  seq ${seq},
  id uuid not null unique,
  kind text not null,
  -- waiting, running, done, stopped or failed.
  state text not null,
  options text not null,
  -- Where to go on, in the words of the work.
  place text not null,
  report text not null,
  done_count bigint not null,
  done_bytes bigint not null,
  total_count bigint not null,
  total_bytes bigint not null,
  -- Null: it was its time.
  requested_by uuid references app_user (id),
  created_at bigint not null,
  started_at bigint,
  finished_at bigint,
  is_stop_asked boolean not null,
  -- Counts those who worked on it: who has an older number writes nothing any more.
  fence bigint not null,
  -- Until when the present worker has it; nobody else takes it before.
  held_until bigint not null
);
create unique index job_open on job (kind) where state in ('waiting', 'running');
create index job_by_kind on job (kind, seq);
