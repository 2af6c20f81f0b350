// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.io.IOException;

/// Takes a blob out of service whose bytes are not what its digest says: into quarantine first, so
/// that nobody gets them from then on, then written down with an event.
public final class CondemnBlob {
  private final BlobStore store;
  private final Facts facts;
  private final Damages damages;
  private final Timeline timeline;

  /// @param store the bare one
  public CondemnBlob(BlobStore store, Facts facts, Damages damages, Timeline timeline) {
    this.store = store;
    this.facts = facts;
    this.damages = damages;
    this.timeline = timeline;
  }

  /// Whether there were bytes. Called outside of transactions.
  public boolean run(Digest digest) {
    var hadBytes = store.quarantine(digest);
    var kind = hadBytes || isInQuarantine(digest) ? DamageKind.DAMAGED : DamageKind.MISSING;
    facts.write(tx -> damages.mark(tx, digest, kind, timeline.now()));
    return hadBytes;
  }

  private boolean isInQuarantine(Digest digest) {
    try (var _ = store.open(digest)) {
      return false;
    } catch (Failure.Corrupt _) {
      return true;
    } catch (Failure.NotFound _) {
      return false;
    } catch (IOException e) {
      throw new Failure.Unavailable("the blob store", e);
    }
  }
}
