// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/// What stands of one file in a zip archive around its content, and in the list at the end (PKWARE
/// APPNOTE 6.3.10, § 4.3.7 to 4.3.12). Sizes and places beyond 32 bits are zip64.
///
/// @param name as UTF-8
/// @param packedBytes of the content as it lies in the archive
/// @param modifiedAt seconds since 1970
record ZipHeader(byte[] name, long sizeBytes, long packedBytes, long modifiedAt) {
  static final long MAX_SHORT = 0xffff_ffffL;

  private static final int PLAIN_VERSION = 20;
  private static final int ZIP64_VERSION = 45;
  private static final int SUMS_BEHIND_AND_UTF8 = 0x0808;
  private static final int DEFLATE = 8;
  private static final int UNIX = 3 << 8;
  private static final int REGULAR_0644 = 0100644 << 16;
  private static final int ZIP64_EXTRA = 1;
  private static final int TIME_EXTRA = 0x5455;
  private static final int TIME_EXTRA_BYTES = 9;

  static ZipHeader of(String path, long sizeBytes, Instant modifiedAt) {
    return new ZipHeader(
        path.getBytes(StandardCharsets.UTF_8),
        sizeBytes,
        ZipContent.packedBytes(sizeBytes),
        modifiedAt.getEpochSecond());
  }

  /// Length of all of it in the archive but for the list.
  long wholeBytes() {
    return beforeBytes() + packedBytes + behindBytes();
  }

  byte[] before() {
    var bytes = buffer(beforeBytes());
    bytes.putInt(0x04034b50);
    putCommon(bytes, isLarge());
    // Sum and sizes stand behind the content.
    bytes.putInt(0);
    var size = isLarge() ? (int) MAX_SHORT : 0;
    bytes.putInt(size).putInt(size);
    bytes.putShort((short) name.length);
    bytes.putShort((short) (TIME_EXTRA_BYTES + (isLarge() ? 20 : 0)));
    bytes.put(name);
    putTime(bytes);
    if (isLarge()) {
      bytes.putShort((short) ZIP64_EXTRA).putShort((short) 16).putLong(0).putLong(0);
    }
    return bytes.array();
  }

  byte[] behind(int sum) {
    var bytes = buffer(behindBytes());
    bytes.putInt(0x08074b50).putInt(sum);
    if (isLarge()) {
      bytes.putLong(packedBytes).putLong(sizeBytes);
    } else {
      bytes.putInt((int) packedBytes).putInt((int) sizeBytes);
    }
    return bytes.array();
  }

  /// @param offset where the file begins in the archive
  byte[] listed(int sum, long offset) {
    var isFar = offset >= MAX_SHORT;
    var bytes = buffer(listedBytes(offset));
    bytes.putInt(0x02014b50).putShort((short) (UNIX | ZIP64_VERSION));
    putCommon(bytes, isLarge() || isFar);
    bytes.putInt(sum);
    bytes.putInt(isLarge() ? (int) MAX_SHORT : (int) packedBytes);
    bytes.putInt(isLarge() ? (int) MAX_SHORT : (int) sizeBytes);
    bytes.putShort((short) name.length);
    bytes.putShort((short) (TIME_EXTRA_BYTES + wideBytes(offset)));
    bytes.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(REGULAR_0644);
    bytes.putInt((int) Math.min(offset, MAX_SHORT));
    bytes.put(name);
    putTime(bytes);
    if (isLarge() || isFar) {
      bytes.putShort((short) ZIP64_EXTRA).putShort((short) (wideBytes(offset) - 4));
      if (isLarge()) {
        bytes.putLong(sizeBytes).putLong(packedBytes);
      }
      if (isFar) {
        bytes.putLong(offset);
      }
    }
    return bytes.array();
  }

  int listedBytes(long offset) {
    return 46 + name.length + TIME_EXTRA_BYTES + wideBytes(offset);
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int beforeBytes() {
    return 30 + name.length + TIME_EXTRA_BYTES + (isLarge() ? 20 : 0);
  }

  private int behindBytes() {
    return isLarge() ? 24 : 16;
  }

  private int wideBytes(long offset) {
    var bytes = (isLarge() ? 16 : 0) + (offset >= MAX_SHORT ? 8 : 0);
    return bytes == 0 ? 0 : bytes + 4;
  }

  private boolean isLarge() {
    return packedBytes >= MAX_SHORT;
  }

  private void putCommon(ByteBuffer bytes, boolean isZip64) {
    bytes.putShort((short) (isZip64 ? ZIP64_VERSION : PLAIN_VERSION));
    bytes.putShort((short) SUMS_BEHIND_AND_UTF8).putShort((short) DEFLATE);
    var time = Instant.ofEpochSecond(modifiedAt).atOffset(ZoneOffset.UTC);
    bytes.putShort((short) (time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() >> 1));
    bytes.putShort(
        (short) (time.getYear() - 1980 << 9 | time.getMonthValue() << 5 | time.getDayOfMonth()));
  }

  private void putTime(ByteBuffer bytes) {
    bytes.putShort((short) TIME_EXTRA).putShort((short) 5).put((byte) 1).putInt((int) modifiedAt);
  }
}
