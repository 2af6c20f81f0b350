-- What happened, append only. Rows are numbered by seq while their transaction runs; their place in
-- the stream, one order for all readers, is given after the commit.
create table event (
  seq ${seq},
  id uuid not null unique,
  kind text not null,
  happened_at bigint not null,
  actor_id uuid,
  key_id uuid,
  namespace_id uuid,
  subject_kind text not null,
  subject_id uuid not null,
  data text not null,
  place bigint unique
);
create index event_unsettled on event (seq) where place is null;
create index event_by_subject on event (subject_kind, subject_id, seq);
create index event_by_namespace on event (namespace_id, place);
