// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.name.Prose;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes what a registry says of itself, and which types of models may be made in it from now on.
/// Its admins and installation admins only.
public final class EditRegistry {
  private static final int MAX_TYPES = 100;

  private final Facts facts;
  private final Access access;
  private final Events events;

  public EditRegistry(Facts facts, Access access, Events events) {
    this.facts = facts;
    this.access = access;
    this.events = events;
  }

  /// What to change; empty members stay as they are. No types at all mean any.
  public record Edit(Optional<String> description, Optional<List<Name>> acceptedTypes) {
    public Edit {
      description.ifPresent(text -> Prose.check("description", text));
      acceptedTypes = acceptedTypes.map(List::copyOf);
      if (acceptedTypes.filter(types -> types.size() > MAX_TYPES).isPresent()) {
        throw new Failure.Invalid("types", "types.count", "types must be at most " + MAX_TYPES);
      }
    }
  }

  /// @throws Failure.Forbidden `registry.admin`
  public RegistryView run(Principal actor, Name registry, Edit edit) {
    return facts.write(tx -> {
      var found = access.require(tx, actor, NamespaceKind.REGISTRY, registry, Permission.ADMIN);
      edit.description().ifPresent(text -> RegistryProfiles.describe(tx, found.id(), text));
      edit.acceptedTypes().ifPresent(types -> RegistryProfiles.accept(tx, found.id(), types));
      var view = RegistryProfiles.of(tx, found);
      events.append(
          tx,
          actor.origin(),
          "registry.updated",
          found.id().value(),
          "registry",
          found.id().value(),
          JsonObject.of(
              "data",
              Map.of(
                  "description", view.description(),
                  "acceptedTypes", view.acceptedTypes().stream().map(Name::text).toList())));
      return view;
    });
  }
}
