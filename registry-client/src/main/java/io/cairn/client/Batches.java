// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// Which files go together in one request: small ones in batches, each large one alone.
final class Batches {
  /// Largest file that goes with others: 256 KiB.
  static final long SMALL_BYTES = 256 << 10;

  /// Most bytes of the files of a batch: 8 MiB.
  static final long MAX_BYTES = 8 << 20;

  /// Most files of a batch.
  static final int MAX_FILES = 500;

  private Batches() {}

  /// Every file once, in order but for the large ones, which come where they are met.
  static <T> List<List<T>> of(List<T> files, ToLongFunction<T> sizeBytes) {
    var batches = new ArrayList<List<T>>();
    var batch = new ArrayList<T>();
    var bytes = 0L;
    for (var file : files) {
      var size = sizeBytes.applyAsLong(file);
      if (size > SMALL_BYTES) {
        batches.add(List.of(file));
        continue;
      }
      if (batch.size() == MAX_FILES || bytes + size > MAX_BYTES) {
        batches.add(List.copyOf(batch));
        batch.clear();
        bytes = 0;
      }
      batch.add(file);
      bytes += size;
    }
    if (!batch.isEmpty()) {
      batches.add(List.copyOf(batch));
    }
    return batches;
  }
}
