insert into app_user (id, name, name_key, title, kind, role, is_disabled, created_at)
values (uuid(1), 'Ada', 'ada', 'Ada Ω', 'person', 'admin', false, 1000);
insert into app_user (id, name, name_key, kind, role, created_at)
values (uuid(2), 'robot', 'robot', 'service', 'member', 1001);
insert into api_key (id, user_id, name, hash, prefix, last_four, scopes, created_at, expires_at)
values (uuid(3), uuid(1), 'laptop', digest(9), 'crn_p_x', 'abcd', 'read,write,admin', 1000, null);
insert into namespace (id, kind, name, name_key, title, is_open, created_at)
values (uuid(10), 'team', 'old', 'old', null, false, 1000);
insert into namespace (id, kind, name, name_key, title, is_open, created_at)
values (uuid(11), 'registry', 'zoo', 'zoo', 'Zoo', true, 1000);
insert into namespace_former_name (name_key, namespace_id, left_at) values ('older', uuid(10), 1500);
insert into namespace_member (namespace_id, user_id, role, added_at) values (uuid(10), uuid(2), 'member', 1000);
