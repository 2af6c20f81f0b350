insert into keyed_request (user_id, idempotency_key, fingerprint, started_at, status, content_type, body)
values (uuid(1), 'once', digest(7), 1000, 201, 'application/json', '{}');
