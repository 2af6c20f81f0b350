insert into draft (id, collection_id, namespace_id, state, description, metadata, manifest_bytes, size_bytes,
  file_count, reference_count, created_at, created_by, expires_at)
values (uuid(40), uuid(30), uuid(10), 'open', '', '{}', 0, 0, 0, 0, 1000, uuid(1), 9000);
insert into version (id, collection_id, home_id, manifest, size_bytes, file_count, reference_count, metadata,
  run_id, revision, created_at, created_by)
values (uuid(50), uuid(30), uuid(60), digest(2), 5, 1, 0, '{"rows":7,"tag":"größe"}', uuid(70), 1, 2000, uuid(1));
insert into membership (id, collection_id, version_index, version_id, is_link, description, revision, created_at,
  created_by)
values (uuid(60), uuid(30), 0, uuid(50), false, 'as it was', 1, 2000, uuid(1));
insert into membership (id, collection_id, version_index, version_id, is_link, description, revision, created_at,
  created_by)
values (uuid(61), uuid(31), 0, uuid(50), true, 'linked', 1, 2500, uuid(1));
insert into alias (collection_id, alias_key, spelling, membership_id, moved_at, moved_by)
values (uuid(30), 'best', 'Best', uuid(60), 3000, uuid(1));
insert into alias (collection_id, alias_key, spelling, membership_id, moved_at)
values (uuid(30), 'latest', 'latest', uuid(60), 2000);
insert into alias (collection_id, alias_key, spelling, membership_id, moved_at, moved_by)
values (uuid(31), 'production', 'production', uuid(61), 3000, uuid(1));
insert into alias_move (collection_id, alias_key, spelling, to_membership_id, moved_at, moved_by, reason)
values (uuid(30), 'best', 'Best', uuid(60), 3000, uuid(1), 'it is');
insert into tag (subject_id, tag_key, spelling) values (uuid(60), 'reviewed', 'Reviewed');
