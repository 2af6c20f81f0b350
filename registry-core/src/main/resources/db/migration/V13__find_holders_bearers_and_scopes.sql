-- Which versions hold some bytes, page by page in the order of their manifests: as flat for a
-- licence text that a million versions hold as for a file that one holds.
create index manifest_blob_holders on manifest_blob (digest, manifest);
drop index if exists manifest_blob_by_digest;

-- Which aliases ever pointed at a membership.
create index alias_move_by_target on alias_move (to_membership_id)
  where to_membership_id is not null;

-- Where an event happened: the collection of what concerns a version, else its subject. So a reader
-- follows one model, also through renames.
alter table event add column scope_id uuid;
update event set scope_id = coalesce(
  case when subject_kind = 'version' then
    (select m.collection_id from membership m
     join collection c on c.id = m.collection_id and c.namespace_id = event.namespace_id
     where m.version_id = event.subject_id
     order by m.is_link <> (event.kind in ('version.linked', 'version.unlinked')), m.seq limit 1)
  end,
  subject_id);
create index event_by_scope on event (scope_id, place);
