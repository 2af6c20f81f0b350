// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.fact.Tx;
import io.cairn.core.time.Timeline;
import java.util.UUID;

/// Which installation this is.
final class Installation {
  private Installation() {}

  /// Its identity, made when it is first asked for.
  static UUID id(Tx tx, Timeline timeline) {
    var found =
        tx.handle()
            .createQuery("select id from installation order by made_at, id limit 1")
            .mapTo(UUID.class)
            .findOne();
    return found.orElseGet(() -> {
      var id = timeline.newId();
      tx.handle()
          .createUpdate("insert into installation (id, made_at) values (:id, :now)")
          .bind("id", id)
          .bind("now", timeline.now())
          .execute();
      return id;
    });
  }
}
