// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.access.UserId;
import io.cairn.core.fact.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jspecify.annotations.Nullable;

/// Users of the same name are the same person: one who is here already takes the identity, title
/// and role of the export, and keeps the keys that it has here. Who imports stays an admin.
final class ImportUsers {
  /// What refers to a user on a server without teams.
  private static final List<String> REPOINT =
      List.of(
          "update api_key set user_id = :new where user_id = :old",
          "update keyed_request set user_id = :new where user_id = :old",
          "update event set actor_id = :new where actor_id = :old",
          "update event set subject_id = :new where subject_id = :old and subject_kind = 'user'",
          "update import set begun_by = :new where begun_by = :old");

  private final Tx tx;
  private final Map<String, UUID> here = new HashMap<>();
  private final Map<UUID, UUID> replaced = new HashMap<>();

  private record Named(String key, UUID id) {}

  ImportUsers(Tx tx) {
    this.tx = tx;
    tx.handle()
        .createQuery("select id, name_key from app_user")
        .map(
            (RowViewMapper<Named>)
                row ->
                    new Named(
                        row.getColumn("name_key", String.class), row.getColumn("id", UUID.class)))
        .forEach(user -> here.put(user.key(), user.id()));
  }

  /// Frees the name of a user who is about to be added.
  void makeRoom(Map<String, @Nullable Object> user) {
    if (user.get("name_key") instanceof String key
        && user.get("id") instanceof UUID id
        && here.remove(key) instanceof UUID old) {
      // No name begins with '~'.
      tx.handle()
          .createUpdate("update app_user set name_key = :aside where id = :old")
          .bind("aside", "~" + key)
          .bind("old", old)
          .execute();
      replaced.put(old, id);
    }
  }

  /// When all are added: those who were here before give all that they have to who took their name.
  void finish(Principal actor) {
    replaced.forEach((old, id) -> {
      REPOINT.forEach(
          sql -> tx.handle().createUpdate(sql).bind("new", id).bind("old", old).execute());
      tx.handle().createUpdate("delete from app_user where id = :old").bind("old", old).execute();
    });
    tx.handle()
        .createUpdate("update app_user set role = :admin, is_disabled = :no where id = :actor")
        .bind("admin", InstallationRole.ADMIN.text())
        .bind("no", false)
        .bind("actor", now(actor))
        .execute();
  }

  /// Who that is now.
  UUID now(Principal actor) {
    UserId id = actor.userId();
    return replaced.getOrDefault(id.value(), id.value());
  }
}
