insert into attribute (subject_id, subject_seq, namespace_id, attribute_key, kind, is_item, number)
values (uuid(60), 1, uuid(10), 'metadata.rows', 'number', false, 7);
