// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import java.util.List;

/// The types of models that a registry takes. Which those are its admins say, in `core.registry`.
final class AcceptedTypes {
  private AcceptedTypes() {}

  /// @throws Failure.Conflict `registry.type` if the registry names types, and not this one
  static void require(Reading reading, NamespaceId registry, Name type) {
    List<String> accepted =
        reading
            .handle()
            .createQuery(
                "select spelling from accepted_type where namespace_id = :id order by type_key")
            .bind("id", registry.value())
            .mapTo(String.class)
            .list();
    if (!accepted.isEmpty()
        && accepted.stream().noneMatch(known -> new Name(known).key().equals(type.key()))) {
      throw new Failure.Conflict(
          "registry.type",
          "the registry takes models of type " + String.join(", ", accepted) + ", not " + type);
    }
  }
}
