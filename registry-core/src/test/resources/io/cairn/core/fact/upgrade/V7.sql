insert into protected_alias (namespace_id, alias_key, spelling, protected_at, protected_by)
values (uuid(11), 'production', 'production', 2900, uuid(1));
