// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.Collections;
import io.cairn.core.fact.Reading;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import java.util.UUID;

/// Where a rule holds: `vision` (a team or registry), `vision/digits/data` or `models/digits`.
public final class KeepScopes {
  private final Access access;
  private final Collections collections;

  public KeepScopes(Access access, Collections collections) {
    this.access = access;
    this.collections = collections;
  }

  /// @param scopeId of the collection, or of the team or registry
  record Scope(NamespaceId namespace, UUID scopeId, String path) {}

  /// @throws io.cairn.core.failure.Failure.NotFound if there is none that the actor may see
  Scope require(Reading reading, Principal actor, String text, Permission permission) {
    if (text.indexOf('/') < 0) {
      var space = access.require(reading, actor, Name.of("scope", text), permission);
      return new Scope(space.id(), space.id().value(), space.name().text());
    }
    var collection = collections.require(reading, actor, CollectionPath.parse(text), permission);
    return new Scope(collection.namespace(), collection.id().value(), collection.path().toString());
  }
}
