insert into event (id, kind, happened_at, actor_id, key_id, namespace_id, subject_kind, subject_id, data, place)
values (uuid(100), 'team.created', 1000, uuid(1), null, uuid(10), 'team', uuid(10), '{"name":"old"}', 1);
insert into event (id, kind, happened_at, subject_kind, subject_id, data)
values (uuid(101), 'version.committed', 2000, 'version', uuid(50), '{"path":"old/p/data","index":0}');
