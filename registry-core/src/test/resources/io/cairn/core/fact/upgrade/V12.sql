insert into run_file (run_id, path, digest, size_bytes, updated_at, updated_by)
values (uuid(70), digest(5), digest(1), 5, 2000, uuid(1));
