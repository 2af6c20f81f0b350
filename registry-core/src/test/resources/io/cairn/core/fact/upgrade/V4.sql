insert into blob (digest, size_bytes, stored_at) values (digest(1), 5, 1000);
insert into blob (digest, size_bytes, stored_at) values (digest(2), 120, 1000);
insert into namespace_blob (namespace_id, digest, granted_at) values (uuid(10), digest(1), 1000);
insert into lease (draft_id, digest) values (uuid(40), digest(1));
insert into manifest (digest, stored_at) values (digest(2), 1000);
insert into manifest_blob (manifest, digest) values (digest(2), digest(1));
