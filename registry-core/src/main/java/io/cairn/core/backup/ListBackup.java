// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.backup;

import io.cairn.core.access.Access;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.UUID;

/// What backups there are, and what one must hold besides the facts. Asked after the copy of the
/// facts was taken, so that the lists have all that the copy names, and maybe more.
public final class ListBackup {
  private final Facts facts;
  private final Access access;
  private final HoldBackup holdBackup;

  public ListBackup(Facts facts, Access access, HoldBackup holdBackup) {
    this.facts = facts;
    this.access = access;
    this.holdBackup = holdBackup;
  }

  /// Bytes that the facts count on.
  public record ListedBlob(Digest digest, long sizeBytes) {}

  /// A version at its home, as `vision/digits/data:v3`, and its manifest, which is a blob.
  public record ListedVersion(String path, Digest manifest, boolean isDeleted) {}

  /// Newest first. For admins and auditors of the installation.
  public Page<Backup> run(Principal actor, PageRequest page) {
    access.requireInstallation(actor, InstallationRole.ADMIN, InstallationRole.AUDITOR);
    return facts.read(reading -> BackupRows.page(reading, page));
  }

  /// By digest; only while the backup is held.
  public Page<ListedBlob> blobs(Principal actor, UUID backup, PageRequest page) {
    holdBackup.require(actor, backup);
    return facts.read(reading -> BackupRows.blobs(reading, page));
  }

  /// In the order they were made; only while the backup is held.
  public Page<ListedVersion> versions(Principal actor, UUID backup, PageRequest page) {
    holdBackup.require(actor, backup);
    return facts.read(reading -> BackupRows.versions(reading, page));
  }
}
