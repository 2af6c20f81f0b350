// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.access.Access;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.VersionsOfBlob;
import io.cairn.core.content.Damage;
import io.cairn.core.content.Damages;
import io.cairn.core.fact.Facts;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.List;

/// Blobs that nobody gets until their bytes are sent again, with versions that need them. For
/// admins and auditors of the installation.
public final class ListDamagedBlobs {
  private final Facts facts;
  private final Access access;

  public ListDamagedBlobs(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  /// @param versions up to 100 that cannot be whole without it, as `vision/digits/data:v3`
  public record Damaged(Damage damage, List<String> versions) {}

  /// Asks a question for each blob of the page: there are few, or none.
  public Page<Damaged> run(Principal actor, PageRequest page) {
    access.requireInstallation(actor, InstallationRole.ADMIN, InstallationRole.AUDITOR);
    return facts.read(reading ->
        Damages.page(reading, page)
            .map(damage -> new Damaged(damage, VersionsOfBlob.paths(reading, damage.digest()))));
  }
}
