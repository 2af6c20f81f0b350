-- By which keys and values things are found: a version's metadata flattened, its tags, its type. A
-- row a value, for each place where the version stands. Written anew with what it is taken from.
create table attribute (
  subject_id uuid not null,
  -- The subject's own, so that the newest are found without asking for the subject.
  subject_seq bigint not null,
  namespace_id uuid not null,
  attribute_key text not null,
  -- number, text or truth
  kind text not null,
  -- Of several values in a list.
  is_item boolean not null,
  number double precision,
  -- What is no number: how it begins in small letters, all of it, and all of it in small letters
  -- where that is another text.
  fold text,
  value text,
  folded text
);
create index attribute_by_subject on attribute (subject_id, attribute_key);
create index attribute_by_text on attribute (namespace_id, attribute_key, fold, subject_seq)
  where fold is not null;
create index attribute_by_number on attribute (namespace_id, attribute_key, number, subject_seq)
  where number is not null;

-- Memberships whose attributes are still to be written: those that were there before.
create table attribute_backlog (subject_id uuid primary key);
insert into attribute_backlog (subject_id) select id from membership;
