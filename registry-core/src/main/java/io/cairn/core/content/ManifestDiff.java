// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.content.ManifestChange.Added;
import io.cairn.core.content.ManifestChange.Changed;
import io.cairn.core.content.ManifestChange.Removed;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The changes from one manifest to another, in the order of their paths.
///
/// Merges two sorted streams, so it holds one entry of each and nothing else. Every entry has one
/// spelling, so equal lines are equal entries, and only what differs is read. Not thread safe.
final class ManifestDiff implements Iterator<ManifestChange> {
  private final ManifestLines before;
  private final ManifestLines after;
  private byte @Nullable [] leftLine;
  private byte @Nullable [] rightLine;
  private @Nullable ManifestEntry left;
  private @Nullable ManifestEntry right;
  private @Nullable ManifestChange next;
  private long unchanged;

  ManifestDiff(ManifestLines before, ManifestLines after) {
    this.before = before;
    this.after = after;
    this.leftLine = before.next();
    this.rightLine = after.next();
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

  /// How many entries of both were equal up to the change that comes next.
  long unchanged() {
    return unchanged;
  }

  private @Nullable ManifestChange find() {
    while (leftLine != null || rightLine != null) {
      if (Arrays.equals(leftLine, rightLine)) {
        unchanged++;
        stepLeft();
        stepRight();
        continue;
      }
      return differing();
    }
    return null;
  }

  private ManifestChange differing() {
    var ours = left == null && leftLine != null ? before.parse(leftLine) : left;
    var theirs = right == null && rightLine != null ? after.parse(rightLine) : right;
    left = ours;
    right = theirs;
    if (theirs == null && ours != null) {
      stepLeft();
      return new Removed(ours);
    }
    if (ours == null && theirs != null) {
      stepRight();
      return new Added(theirs);
    }
    if (ours == null || theirs == null) {
      throw new IllegalStateException("one of two different lines is there");
    }
    var order = ManifestEntry.order().compare(ours, theirs);
    if (order <= 0) {
      stepLeft();
    }
    if (order >= 0) {
      stepRight();
    }
    if (order == 0) {
      return new Changed(ours, theirs);
    }
    return order < 0 ? new Removed(ours) : new Added(theirs);
  }

  private void stepLeft() {
    leftLine = before.next();
    left = null;
  }

  private void stepRight() {
    rightLine = after.next();
    right = null;
  }
}
