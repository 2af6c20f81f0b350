// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.run.RunDoor;
import io.cairn.core.run.RunPath;

/// How many versions a run used, or made, of those that live where the actor may read: one question
/// each.
public final class CountRunVersions {
  private final Facts facts;
  private final Access access;
  private final RunDoor door;

  public CountRunVersions(Facts facts, Access access, RunDoor door) {
    this.facts = facts;
    this.access = access;
    this.door = door;
  }

  /// @throws Failure.NotFound if there is no such run that the actor may read
  public long inputs(Principal actor, RunPath path) {
    return count(actor, path, EdgeKind.INPUT, "to_id", "from_id");
  }

  /// @throws Failure.NotFound if there is no such run that the actor may read
  public long outputs(Principal actor, RunPath path) {
    return count(actor, path, EdgeKind.OUTPUT, "from_id", "to_id");
  }

  /// Indexes: lineage_edge_up or the unique key, membership_by_version.
  private long count(Principal actor, RunPath path, EdgeKind kind, String near, String far) {
    return facts.read(reading -> {
      var run = door.require(reading, actor, path, Permission.READ).run();
      var readable = access.readable(actor);
      var query =
          """
          select count(*) from lineage_edge e where e.%s = :run and e.kind = :kind and exists
            (select 1 from membership m
             join collection c on c.id = m.collection_id and c.deleted_at is null
             where m.version_id = e.%s and m.deleted_at is null and %s)
          """
              .formatted(near, far, readable.condition("c.namespace_id"));
      return readable
          .bind(reading.handle().createQuery(query))
          .bind("run", run.id().value())
          .bind("kind", kind.word())
          .mapTo(Long.class)
          .one();
    });
  }
}
