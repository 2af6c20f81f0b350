-- Which installation this is: one row, made when it is first asked for.
create table installation (
  id uuid not null primary key,
  made_at bigint not null
);

-- Exports that were brought here, or are on their way: the digest of the export, and what its
-- export.json says. Facts of an import are seen by nobody before imported_at stands.
create table import (
  digest ${bytes} primary key,
  description text not null,
  begun_at bigint not null,
  begun_by uuid not null,
  imported_at bigint,
  row_count bigint
);
