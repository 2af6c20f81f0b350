// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

/// A second sum that a face may want beside the digest, taken in the same pass.
public enum Checksum {
  /// RFC 1321; wandb and GCS name files by it.
  MD5,
  /// Castagnoli's CRC (RFC 9260 appendix A); GCS and S3 check with it.
  CRC32C
}
