// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import java.io.IOException;

/// Reads a blob and compares it with its digest. A bad one is out of service when this returns; one
/// that was out of service and is right by now is in service again.
public final class CheckBlob {
  private static final int BUFFER_BYTES = 256 << 10;

  private final BlobStore store;
  private final Facts facts;
  private final Damages damages;
  private final CondemnBlob condemnBlob;

  public CheckBlob(BlobStore store, Facts facts, Damages damages, CondemnBlob condemnBlob) {
    this.store = store;
    this.facts = facts;
    this.damages = damages;
    this.condemnBlob = condemnBlob;
  }

  /// What was found.
  public enum Verdict {
    WHOLE,
    /// Other bytes, too few or none: it is out of service.
    DAMAGED,
    /// The place of the bytes did not give them this time; nothing is known.
    UNREADABLE,
    /// Nobody has it any more.
    GONE,
    BROKEN_OFF
  }

  /// Told of bytes that were read. May wait.
  @FunctionalInterface
  public interface Pace {
    /// Reads as fast as it goes, to the end.
    Pace UNBOUNDED = _ -> true;

    /// False to break off.
    boolean read(int bytes);
  }

  /// Called outside of transactions.
  public Verdict run(Digest digest, Pace pace) {
    var known = facts.read(reading -> Damages.find(reading, digest));
    if (known.isEmpty()) {
      return Verdict.GONE;
    }
    var verdict = look(digest, known.get().sizeBytes(), pace);
    if (verdict == Verdict.DAMAGED) {
      // Once more: it may have been put right while it was read, or memory have erred.
      verdict = look(digest, known.get().sizeBytes(), Pace.UNBOUNDED);
    }
    if (verdict == Verdict.DAMAGED) {
      condemnBlob.run(digest);
      return facts.read(reading -> Damages.find(reading, digest)).isPresent()
          ? Verdict.DAMAGED
          : Verdict.GONE;
    }
    if (verdict == Verdict.WHOLE && known.get().isDamaged()) {
      facts.write(tx -> damages.clear(tx, digest));
    }
    return verdict;
  }

  private Verdict look(Digest digest, long sizeBytes, Pace pace) {
    if (store.sizeBytes(digest).orElse(-1) != sizeBytes) {
      return Verdict.DAMAGED;
    }
    var hasher = new Digest.Hasher();
    try (var in = store.open(digest)) {
      var buffer = new byte[Math.clamp(sizeBytes, 1, BUFFER_BYTES)];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        hasher.update(buffer, 0, count);
        if (!pace.read(count)) {
          return Verdict.BROKEN_OFF;
        }
      }
    } catch (Failure.NotFound | Failure.Corrupt _) {
      return Verdict.DAMAGED;
    } catch (IOException | Failure.Unavailable _) {
      return Verdict.UNREADABLE;
    }
    return hasher.finish().matches(digest) ? Verdict.WHOLE : Verdict.DAMAGED;
  }
}
