// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.core.content.Md5;
import io.cairn.core.failure.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The entries of one of the SDK's manifests in the order of their paths, over those of a base
/// where it tells only what is new. Can be walked more than once; each walk is closed by its
/// reader.
///
/// @param sent opens what the SDK sent
/// @param base opens what it is based on, if it holds only what is new
record WandbEntries(Supplier<Walk> sent, Optional<Supplier<Walk>> base) {
  /// The SDK writes them in order; where another did not, so many can be put in order.
  private static final int MAX_UNORDERED = 200_000;

  private static final Comparator<WandbEntry> ORDER =
      Comparator.comparing(
          entry -> entry.path().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  /// Entries, one after the other.
  interface Walk extends Iterator<WandbEntry>, AutoCloseable {
    @Override
    void close();
  }

  Walk walk() {
    return base.<Walk>map(below -> new Merged(ordered(), below.get())).orElseGet(this::ordered);
  }

  /// The SDK's own sum over all entries.
  Md5 digest() {
    var sum = Md5.digester();
    sum.update("wandb-artifact-manifest-v1\n".getBytes(StandardCharsets.UTF_8));
    try (var walk = walk()) {
      while (walk.hasNext()) {
        var entry = walk.next();
        sum.update((entry.path() + ":" + entry.digest() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return Md5.ofBytes(sum.digest());
  }

  private Walk ordered() {
    if (isOrdered()) {
      return sent.get();
    }
    var all = new ArrayList<WandbEntry>();
    try (var walk = sent.get()) {
      while (walk.hasNext()) {
        all.add(walk.next());
        if (all.size() > MAX_UNORDERED) {
          throw new Failure.TooLarge(
              "manifest", MAX_UNORDERED, "the artifact's manifest must be in order of its paths");
        }
      }
    }
    all.sort(ORDER);
    return of(all);
  }

  private boolean isOrdered() {
    try (var walk = sent.get()) {
      @Nullable WandbEntry before = null;
      while (walk.hasNext()) {
        var entry = walk.next();
        if (before != null && ORDER.compare(before, entry) >= 0) {
          return false;
        }
        before = entry;
      }
      return true;
    }
  }

  private static Walk of(List<WandbEntry> entries) {
    var iterator = entries.iterator();
    return new Walk() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public WandbEntry next() {
        return iterator.next();
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  /// Two walks as one; of two entries with one path that of `over`.
  private static final class Merged implements Walk {
    private final Walk over;
    private final Walk below;
    private @Nullable WandbEntry nextOver;
    private @Nullable WandbEntry nextBelow;

    Merged(Walk over, Walk below) {
      this.over = over;
      this.below = below;
      this.nextOver = over.hasNext() ? over.next() : null;
      this.nextBelow = below.hasNext() ? below.next() : null;
    }

    @Override
    public boolean hasNext() {
      return nextOver != null || nextBelow != null;
    }

    @Override
    public WandbEntry next() {
      var above = nextOver;
      var beneath = nextBelow;
      if (above == null && beneath == null) {
        throw new NoSuchElementException();
      }
      var order = above == null ? 1 : beneath == null ? -1 : ORDER.compare(above, beneath);
      if (order <= 0) {
        nextOver = over.hasNext() ? over.next() : null;
      }
      if (order >= 0) {
        nextBelow = below.hasNext() ? below.next() : null;
      }
      var taken = order <= 0 ? above : beneath;
      if (taken == null) {
        throw new NoSuchElementException();
      }
      return taken;
    }

    @Override
    public void close() {
      over.close();
      below.close();
    }
  }
}
