// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.content.ManifestChange.Added;
import io.cairn.core.content.ManifestChange.Changed;
import io.cairn.core.content.ManifestChange.Removed;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The changes from one manifest to another, in the order of their paths.
///
/// Merges two sorted streams, so it holds one entry of each and nothing else. Not thread safe.
public final class ManifestDiff implements Iterator<ManifestChange> {
  private final Iterator<? extends ManifestEntry> before;
  private final Iterator<? extends ManifestEntry> after;
  private @Nullable ManifestEntry left;
  private @Nullable ManifestEntry right;
  private @Nullable ManifestChange next;

  /// Both in [ManifestEntry#order()], such as two [ManifestReader]s.
  public ManifestDiff(
      Iterator<? extends ManifestEntry> before, Iterator<? extends ManifestEntry> after) {
    this.before = before;
    this.after = after;
    this.left = step(before);
    this.right = step(after);
    this.next = find();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public ManifestChange next() {
    var change = next;
    if (change == null) {
      throw new NoSuchElementException();
    }
    next = find();
    return change;
  }

  private @Nullable ManifestChange find() {
    while (left != null && right != null) {
      var ours = left;
      var theirs = right;
      var order = ManifestEntry.order().compare(ours, theirs);
      if (order <= 0) {
        left = step(before);
      }
      if (order >= 0) {
        right = step(after);
      }
      if (order < 0) {
        return new Removed(ours);
      }
      if (order > 0) {
        return new Added(theirs);
      }
      if (!ours.equals(theirs)) {
        return new Changed(ours, theirs);
      }
    }
    if (left != null) {
      var removed = new Removed(left);
      left = step(before);
      return removed;
    }
    if (right != null) {
      var added = new Added(right);
      right = step(after);
      return added;
    }
    return null;
  }

  private static @Nullable ManifestEntry step(Iterator<? extends ManifestEntry> entries) {
    return entries.hasNext() ? entries.next() : null;
  }
}
