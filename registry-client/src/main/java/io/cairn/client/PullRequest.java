// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What to pull, where to and how.
///
/// @param isForced replace a folder that is not from a pull, or that has files of its own
/// @param outside variables of the tools of other stores, from which references are fetched; empty:
///   they are left where they are
public record PullRequest(
    String ref,
    Path folder,
    boolean isForced,
    Optional<Map<String, String>> outside,
    TransferOptions options) {
  public static PullRequest of(String ref, Path folder) {
    return new PullRequest(ref, folder, false, Optional.empty(), TransferOptions.DEFAULT);
  }

  public PullRequest forced(boolean value) {
    return new PullRequest(ref, folder, value, outside, options);
  }

  /// Fetches references too, with the rights that these variables give.
  public PullRequest outside(Map<String, String> environment) {
    return new PullRequest(ref, folder, isForced, Optional.of(environment), options);
  }

  public PullRequest options(TransferOptions value) {
    return new PullRequest(ref, folder, isForced, outside, value);
  }
}
