-- What happened, append only. One order for all readers: seq.
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
  ${tx_id}
);
create index event_by_subject on event (subject_kind, subject_id, seq);
create index event_by_namespace on event (namespace_id, seq);
