// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.nio.file.Path;

/// What to pull, where to and how.
///
/// @param isForced replace a folder that is not from a pull, or that has files of its own
public record PullRequest(String ref, Path folder, boolean isForced, TransferOptions options) {
  public static PullRequest of(String ref, Path folder) {
    return new PullRequest(ref, folder, false, TransferOptions.DEFAULT);
  }

  public PullRequest forced(boolean value) {
    return new PullRequest(ref, folder, value, options);
  }

  public PullRequest options(TransferOptions value) {
    return new PullRequest(ref, folder, isForced, value);
  }
}
