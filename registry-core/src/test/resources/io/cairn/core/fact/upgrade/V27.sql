insert into job_finding (job_id, path, kind, text) values (uuid(95), 'raw/a.tif', 'changed', 'was changed');
