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
