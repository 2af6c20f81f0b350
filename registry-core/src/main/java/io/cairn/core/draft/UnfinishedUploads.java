// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.content.BlobStaging;
import io.cairn.core.fact.Facts;
import java.util.List;

/// Counts what is on its way into drafts: rows say which uploads there are, the place where their
/// bytes lie how much has come. One statement, and a look at each upload's bytes.
public final class UnfinishedUploads {
  private final Facts facts;
  private final BlobStaging staging;

  public UnfinishedUploads(Facts facts, BlobStaging staging) {
    this.facts = facts;
    this.staging = staging;
  }

  /// The drafts, in their order. Not for use in a transaction.
  List<DraftView> countedIn(List<DraftView> drafts) {
    var ids = drafts.stream().map(view -> view.draft().id().value()).toList();
    var uploads = facts.read(reading -> UploadRows.unfinished(reading, ids));
    return drafts.stream()
        .map(view -> {
          var its = uploads.getOrDefault(view.draft().id().value(), List.of());
          var bytes = its.stream().mapToLong(id -> staging.stagedBytes(id).orElse(0)).sum();
          return view.with(its.size(), bytes);
        })
        .toList();
  }
}
