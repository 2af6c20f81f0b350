// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.name.CollectionPath.InRegistry;

/// Whether the bytes of a version may be fetched by a URL of the store's own, which is good for
/// some minutes and which nobody can take back. Those of a registry that is not open go through the
/// server, which asks for the right each time.
public final class AllowRedirect {
  private final Facts facts;
  private final FindVersion findVersion;
  private final Access access;

  public AllowRedirect(Facts facts, FindVersion findVersion, Access access) {
    this.facts = facts;
    this.findVersion = findVersion;
    this.access = access;
  }

  /// @throws io.cairn.core.failure.Failure.NotFound if there is no such version for the actor
  public boolean run(Principal actor, VersionId id) {
    var version = findVersion.run(actor, id);
    return !(version.path() instanceof InRegistry)
        || facts
            .read(reading -> access.require(reading, actor, version.namespace(), Permission.READ))
            .isOpen();
  }
}
