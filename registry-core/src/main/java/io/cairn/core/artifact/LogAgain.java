// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.NewVersions.Added;
import io.cairn.core.artifact.NewVersions.Words;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;

/// Logs once more what a collection has: no bytes move, the run is one more producer, aliases and
/// `latest` move to the version, tags are added, the longer time to live holds.
public final class LogAgain {
  private final Facts facts;
  private final Access access;
  private final FindVersion findVersion;
  private final Collections collections;
  private final NewVersions versions;

  public LogAgain(
      Facts facts,
      Access access,
      FindVersion findVersion,
      Collections collections,
      NewVersions versions) {
    this.facts = facts;
    this.access = access;
    this.findVersion = findVersion;
    this.collections = collections;
    this.versions = versions;
  }

  /// @param words the caller has found that the actor may write to the run
  /// @throws Failure.NotFound if there is no such version for the actor, or its home is gone: then
  ///   the content is to be logged as if it were new
  /// @throws Failure.Forbidden if the actor may not write there, or an alias is protected
  public Added run(Principal actor, VersionId version, Words words) {
    return facts.write(tx -> {
      var home = findVersion.within(tx, actor, version).collection();
      // From here on nobody deletes it.
      collections.hold(tx, home);
      var view = findVersion.within(tx, actor, version);
      access.require(tx, actor, view.namespace(), Permission.WRITE);
      if (view.isLink()) {
        throw new Failure.NotFound("the home of the version");
      }
      var collection =
          collections
              .byId(tx, view.collection())
              .orElseThrow(() -> new Failure.NotFound("the collection of the version"));
      var content =
          new VersionContent(view.digest(), view.sizeBytes(), view.files(), view.references());
      return versions.add(tx, actor, collection, content, words);
    });
  }
}
