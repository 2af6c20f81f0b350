// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

/// How bytes are moved.
///
/// @param parallel transfers at a time, 1 to 64
/// @param progress told how far it is
public record TransferOptions(int parallel, Progress progress) {
  public static final TransferOptions DEFAULT = new TransferOptions(8, Progress.NONE);

  public TransferOptions {
    if (parallel < 1 || parallel > 64) {
      throw CairnException.usage("parallel transfers: 1 to 64");
    }
  }

  public TransferOptions progress(Progress value) {
    return new TransferOptions(parallel, value);
  }
}
