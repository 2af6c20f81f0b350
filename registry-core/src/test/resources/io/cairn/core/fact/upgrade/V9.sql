insert into upload (id, draft_id, expected, length_bytes, state, created_at, created_by)
values (uuid(80), uuid(40), digest(6), 10, 'open', 1000, uuid(1));
