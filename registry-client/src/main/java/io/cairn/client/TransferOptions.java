// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.Optional;

/// How bytes are moved.
///
/// @param parallel transfers at a time, 1 to 64
/// @param progress told how far it is
/// @param cache where pulled files are kept for later pulls, and where it is remembered how far an
///   upload came; none: nothing is kept between two calls
public record TransferOptions(int parallel, Progress progress, Optional<CacheFolder> cache) {
  public static final TransferOptions DEFAULT = new TransferOptions(8, Progress.NONE);

  public TransferOptions {
    if (parallel < 1 || parallel > 64) {
      throw CairnException.usage("parallel transfers: 1 to 64");
    }
  }

  /// Without a cache.
  public TransferOptions(int parallel, Progress progress) {
    this(parallel, progress, Optional.empty());
  }

  public TransferOptions progress(Progress value) {
    return new TransferOptions(parallel, value, cache);
  }

  public TransferOptions cache(Optional<CacheFolder> value) {
    return new TransferOptions(parallel, progress, value);
  }
}
