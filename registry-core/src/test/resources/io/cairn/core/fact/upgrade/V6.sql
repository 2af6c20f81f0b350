insert into lineage_edge (kind, from_kind, from_id, to_kind, to_id, facts, created_at)
values ('output', 'run', uuid(70), 'version', uuid(50), '{}', 2000);
insert into run (id, project_id, namespace_id, name, name_key, state, config, summary, environment, notes,
  created_at, created_by, started_at)
values (uuid(70), uuid(20), uuid(10), 'fit-1', 'fit-1', 'finished', '{"lr":0.1}', '{"loss":0.5}', '{}', '',
  1500, uuid(1), 1500);
insert into run_tag (run_id, tag_key, spelling) values (uuid(70), 'baseline', 'baseline');
insert into run_stream (run_id, stream, next_line, next_segment, last_values)
values (uuid(70), 'metrics', 1, 1, '{"loss":[0,0.5]}');
insert into run_segment (run_id, stream, block, segment, characters, data)
values (uuid(70), 'metrics', 0, 0, 10, digest(8));
