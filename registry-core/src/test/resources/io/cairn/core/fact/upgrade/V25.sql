insert into blob (digest, size_bytes, stored_at, state) values (digest(3), 9, 1000, 'damaged');
insert into blob_damage (digest, kind, found_at) values (digest(3), 'missing', 5000);
insert into job (id, kind, state, options, place, report, done_count, done_bytes, total_count, total_bytes,
  created_at, finished_at, is_stop_asked, fence, held_until)
values (uuid(95), 'scrub', 'done', '{}', '', '{"damaged":1}', 3, 134, 3, 134, 5000, 5001, false, 1, 0);
