insert into keep_rule (id, namespace_id, scope_id, keep_last, ancestor_days, expire_days, set_at, set_by)
values (uuid(97), uuid(10), uuid(30), 5, 90, 36500, 6000, uuid(1));
insert into deletion (id, namespace_id, kind, cause, version_count, begun_at, begun_by)
values (uuid(98), uuid(10), 'query', 'type=dataset', 0, 6000, uuid(1));
