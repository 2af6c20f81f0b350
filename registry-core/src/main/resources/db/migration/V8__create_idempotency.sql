-- Requests that came with a key of the caller's own, and what was answered. A row without a status
-- belongs to a request that has not ended, or whose end nobody knows.
create table keyed_request (
  user_id uuid not null references app_user (id),
  idempotency_key text not null,
  -- SHA-256 over method, path, query and body.
  fingerprint ${bytes} not null,
  started_at bigint not null,
  status integer,
  content_type text,
  etag text,
  body text,
  primary key (user_id, idempotency_key)
);
create index keyed_request_by_start on keyed_request (started_at);
