insert into backup (id, created_at, created_by, finished_at, pinned_until)
values (uuid(96), 6000, uuid(1), 6001, 6001);
