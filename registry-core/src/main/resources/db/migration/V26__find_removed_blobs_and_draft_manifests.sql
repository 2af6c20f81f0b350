-- What a collection of garbage asks of each blob, and what it cleans up in the end.
create index draft_by_manifest on draft (manifest) where state = 'open';
create index blob_removed on blob (digest) where state = 'removed';
