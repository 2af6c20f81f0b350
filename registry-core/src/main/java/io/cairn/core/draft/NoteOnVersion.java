// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.attachment.Attachments;
import io.cairn.core.fact.Facts;
import io.cairn.core.json.JsonObject;
import java.util.Optional;

/// Changes the facts that a face keeps beside a version; for whoever may write where it is at home.
public final class NoteOnVersion {
  private final Facts facts;
  private final Access access;
  private final FindVersion findVersion;

  public NoteOnVersion(Facts facts, Access access, FindVersion findVersion) {
    this.facts = facts;
    this.access = access;
    this.findVersion = findVersion;
  }

  /// @param set over what was noted before, by the keys of the top level
  public Attachment run(Principal actor, VersionId version, String kind, JsonObject set) {
    var view = findVersion.run(actor, version);
    return facts.write(tx -> {
      access.require(tx, actor, view.namespace(), Permission.WRITE);
      var before =
          Attachments.find(tx, version.value(), kind)
              .orElseGet(() ->
                  new Attachment(kind, Optional.empty(), Optional.empty(), JsonObject.empty()));
      var after = new Attachment(kind, before.bytes(), before.mark(), before.facts().with(set));
      Attachments.put(tx, version.value(), after);
      return after;
    });
  }
}
