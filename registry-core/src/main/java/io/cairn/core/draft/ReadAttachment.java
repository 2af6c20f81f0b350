// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.artifact.VersionId;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.attachment.Attachments;
import io.cairn.core.fact.Facts;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// What a face keeps beside versions that its caller may read.
public final class ReadAttachment {
  private final Facts facts;

  public ReadAttachment(Facts facts) {
    this.facts = facts;
  }

  /// @param versions as the caller was shown them; at most a page
  public Map<VersionId, Attachment> run(Collection<VersionView> versions, String kind) {
    var ids = versions.stream().map(view -> view.version().value()).distinct().toList();
    var found = new HashMap<VersionId, Attachment>();
    facts
        .read(reading -> Attachments.of(reading, ids, kind))
        .forEach((id, attachment) -> found.put(new VersionId(id), attachment));
    return found;
  }
}
