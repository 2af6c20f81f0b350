// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Names that renames gave up: each leads to its old holder until somebody takes it. For the use
/// cases that give and take names.
public final class FormerNames {
  private FormerNames() {}

  /// Who held the name within the parent before. The holder may be deleted by now.
  public static Optional<UUID> holder(Reading reading, UUID parentId, Name name) {
    return reading
        .handle()
        .createQuery(
            "select subject_id from former_name where parent_id = :parent and name_key = :key")
        .bind("parent", parentId)
        .bind("key", name.key())
        .mapTo(UUID.class)
        .findOne();
  }

  public static void release(Tx tx, UUID parentId, Name name, UUID holder, Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into former_name (parent_id, name_key, subject_id, released_at)
            values (:parent, :key, :holder, :now)
            on conflict (parent_id, name_key) do update
            set subject_id = excluded.subject_id, released_at = excluded.released_at
            """)
        .bind("parent", parentId)
        .bind("key", name.key())
        .bind("holder", holder)
        .bind("now", now)
        .execute();
  }

  /// The name has a new holder: the old one is no longer found by it.
  public static void take(Tx tx, UUID parentId, Name name) {
    tx.handle()
        .createUpdate("delete from former_name where parent_id = :parent and name_key = :key")
        .bind("parent", parentId)
        .bind("key", name.key())
        .execute();
  }
}
