// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.Removals;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Which of the bytes that a client has must be sent. What is there is leased by the draft from the
/// answer on. Bytes of other teams count as missing, so nobody learns that they exist.
public final class FindMissingBlobs {
  private static final int MAX_ASKED = 10_000;

  private final Facts facts;
  private final BlobStore store;
  private final Drafts drafts;

  public FindMissingBlobs(Facts facts, BlobStore store, Drafts drafts) {
    this.facts = facts;
    this.store = store;
    this.drafts = drafts;
  }

  /// Bytes by name and length.
  public record Asked(Digest digest, long sizeBytes) {}

  /// The missing ones, each once, in the order asked. A blob of another length than asked is
  /// missing, and so is one that is damaged: sent again, it is healed.
  ///
  /// @throws Failure.Invalid field `blobs` if more than 10,000 are asked for
  public List<Digest> run(Principal actor, DraftId id, List<Asked> asked) {
    if (asked.size() > MAX_ASKED) {
      throw new Failure.Invalid("blobs", "blobs.count", "blobs must be at most 10,000 at once");
    }
    var sizes = new LinkedHashMap<Digest, Long>();
    asked.forEach(blob -> sizes.putIfAbsent(blob.digest(), blob.sizeBytes()));
    if (store.isNear()) {
      batches(sizes).forEach(digests -> condemnBroken(actor, id, digests));
    }
    return facts.write(tx -> {
      var draft = drafts.use(tx, actor, id);
      Removals.keepOut(tx);
      var base = drafts.base(tx, actor, draft).map(view -> view.digest());
      var missing = new ArrayList<Digest>();
      for (var digests : batches(sizes)) {
        var usable = Drafts.usable(tx, draft, base, digests);
        var present =
            digests.stream().filter(d -> Objects.equals(sizes.get(d), usable.get(d))).toList();
        Removals.touch(tx, present, drafts.timeline().now());
        Blobs.lease(tx, id.value(), present);
        digests.stream()
            .filter(d -> !Objects.equals(sizes.get(d), usable.get(d)))
            .forEach(missing::add);
      }
      return missing;
    });
  }

  /// What was cut short, or lost, would be told as present otherwise.
  private void condemnBroken(Principal actor, DraftId id, List<Digest> digests) {
    var usable =
        facts.read(reading -> {
          var draft = drafts.requireOpen(reading, actor, id);
          var base = drafts.base(reading, actor, draft).map(view -> view.digest());
          return Drafts.usable(reading, draft, base, digests);
        });
    usable.forEach((digest, size) -> {
      if (store.sizeBytes(digest).orElse(-1) != size) {
        store.quarantine(digest);
      }
    });
  }

  private static List<List<Digest>> batches(Map<Digest, Long> sizes) {
    var all = List.copyOf(sizes.keySet());
    var batches = new ArrayList<List<Digest>>();
    for (var from = 0; from < all.size(); from += Blobs.BATCH) {
      batches.add(all.subList(from, Math.min(all.size(), from + Blobs.BATCH)));
    }
    return batches;
  }
}
