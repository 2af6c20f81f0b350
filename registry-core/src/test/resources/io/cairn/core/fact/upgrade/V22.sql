insert into run_field (project_id, name) values (uuid(20), 'config.lr');
insert into run_value (run_seq, field_id, number) select r.seq, f.field_id, 0.1 from run r, run_field f;
