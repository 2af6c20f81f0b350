// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.AliasChange.Verb;
import io.cairn.core.artifact.AliasMoves.Scene;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Reference;

/// Who may recall a version, or lift its recall: who may delete it there, and, where it or one of
/// its links bears a protected alias, who may move that.
final class RecallDoor {
  private final ResolveReference resolve;
  private final AliasMoves aliases;

  RecallDoor(ResolveReference resolve, AliasMoves aliases) {
    this.resolve = resolve;
    this.aliases = aliases;
  }

  /// The version, its collection and those of its links held still.
  VersionView require(Tx tx, Principal actor, Reference reference) {
    var found = resolve.within(tx, actor, reference, Permission.WRITE);
    CollectionRows.lock(tx, found.collection());
    var view = byId(tx, actor, found);
    var scene = new Scene(view.namespace(), view.collection());
    aliases.checkGuard(tx, actor, scene, view.aliases(), Verb.RECALL);
    if (!view.isLink()) {
      aliases.checkLinks(tx, actor, view.version(), Verb.RECALL_SOURCE);
    }
    return view;
  }

  /// The version as it is seen now, with a new revision here and at its links.
  VersionView changed(Tx tx, Principal actor, VersionView view) {
    MembershipRows.touch(tx, view.id());
    if (!view.isLink()) {
      MembershipRows.touchVersion(tx, view.version());
    }
    return byId(tx, actor, view);
  }

  private VersionView byId(Tx tx, Principal actor, VersionView found) {
    return resolve
        .byId(tx, actor, found.id())
        .orElseThrow(() -> new Failure.NotFound("version '" + found.ref() + "'"));
  }
}
