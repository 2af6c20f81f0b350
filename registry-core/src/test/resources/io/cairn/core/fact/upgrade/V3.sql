insert into project (id, namespace_id, name, name_key, title, description, revision, created_at, created_by)
values (uuid(20), uuid(10), 'p', 'p', null, 'first', 1, 1000, uuid(1));
insert into collection (id, namespace_id, project_id, parent_id, name, name_key, title, type, description, card,
  next_index, version_count, last_move_at, revision, created_at, created_by)
values (uuid(30), uuid(10), uuid(20), uuid(20), 'data', 'data', 'Daten', 'model', 'd', '# card',
  1, 1, 3000, 1, 1000, uuid(1));
insert into collection (id, namespace_id, project_id, parent_id, name, name_key, title, type, description, card,
  next_index, version_count, last_move_at, revision, created_at, created_by)
values (uuid(31), uuid(11), null, uuid(11), 'model', 'model', null, 'model', '', '', 1, 1, 3000, 1, 1000, uuid(1));
insert into former_name (parent_id, name_key, subject_id, released_at) values (uuid(20), 'dota', uuid(30), 1200);
