insert into recall (membership_id, reason, recalled_at, recalled_by) values (uuid(61), 'wrong', 4000, uuid(1));
