// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.util.Optional;

/// A blob that was received, verified and made durable.
///
/// @param md5 32 lower-case hex digits, if [Checksum#MD5] was asked for
/// @param crc32c 8 lower-case hex digits, if [Checksum#CRC32C] was asked for
public record StoredBlob(
    Digest digest, long sizeBytes, Optional<String> md5, Optional<String> crc32c) {}
