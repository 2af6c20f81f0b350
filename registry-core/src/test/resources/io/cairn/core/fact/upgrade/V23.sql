insert into run_writer (run_id, writer, last_at) values (uuid(70), 'host/1', 2000);
insert into version_pull (membership_id, version_id, user_id, selector, first_at, last_at, times)
values (uuid(60), uuid(50), uuid(2), 'best', 3000, 3100, 2);
