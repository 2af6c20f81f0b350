// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

/// What logging a folder did.
///
/// @param version new, or found if the collection had this content already
/// @param files files of the folder
/// @param bytes their sum
/// @param sentFiles how many the server lacked; others were not sent
public record LogResult(Version version, long files, long bytes, long sentFiles, long sentBytes) {
  /// True if the collection did not have this content before; false also where the answer to the
  /// commit was lost and only [Version#json] without `created` tells that it is done.
  public boolean isCreated() {
    return version.isCreated();
  }
}
