-- What a job is about, where several of a kind may be open at a time: a version's id. Empty: the
-- installation.
alter table job add column subject text not null default '';

drop index job_open;
create unique index job_open on job (kind, subject) where state in ('waiting', 'running');
create index job_by_subject on job (subject, kind, seq) where subject <> '';

-- What a job found of single entries of a version.
create table job_finding (
  job_id uuid not null references job (id) on delete cascade,
  path text not null,
  -- changed, vanished, unreachable, refused, damaged or unreadable.
  kind text not null,
  text text not null,
  primary key (job_id, path)
);
