// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceId;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Name;
import java.util.List;

/// Rows of what registries say of themselves. The rule of types is held where models are made, in
/// `core.artifact`.
final class RegistryProfiles {
  private RegistryProfiles() {}

  static RegistryView of(Reading reading, Namespace registry) {
    var description =
        reading
            .handle()
            .createQuery("select description from registry_profile where namespace_id = :id")
            .bind("id", registry.id().value())
            .mapTo(String.class)
            .findOne()
            .orElse("");
    var types =
        reading
            .handle()
            .createQuery(
                "select spelling from accepted_type where namespace_id = :id order by type_key")
            .bind("id", registry.id().value())
            .mapTo(String.class)
            .map(Name::new)
            .list();
    return new RegistryView(registry, description, types);
  }

  static void describe(Tx tx, NamespaceId registry, String description) {
    tx.handle()
        .createUpdate(
            """
            insert into registry_profile (namespace_id, description) values (:id, :description)
            on conflict (namespace_id) do update set description = excluded.description
            """)
        .bind("id", registry.value())
        .bind("description", description)
        .execute();
  }

  static void accept(Tx tx, NamespaceId registry, List<Name> types) {
    tx.handle()
        .createUpdate("delete from accepted_type where namespace_id = :id")
        .bind("id", registry.value())
        .execute();
    for (var type : types) {
      tx.handle()
          .createUpdate(
              "insert into accepted_type (namespace_id, type_key, spelling)"
                  + " values (:id, :key, :spelling) on conflict (namespace_id, type_key) do nothing")
          .bind("id", registry.value())
          .bind("key", type.key())
          .bind("spelling", type.text())
          .execute();
    }
  }
}
