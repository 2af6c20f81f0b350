// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

/// Counts up the list of files at the end of a zip archive, and ends it (PKWARE APPNOTE 6.3.10, §
/// 4.3.14 to 4.3.16). More than 65,534 files, or places beyond 32 bits, are zip64.
final class ZipList {
  private static final int MAX_SHORT_FILES = 0xffff;
  private static final int ZIP64_VERSION = 45;

  private long files;
  private long offset;
  private long sizeBytes;

  void add(ZipHeader header) {
    sizeBytes += header.listedBytes(offset);
    offset += header.wholeBytes();
    files++;
  }

  long files() {
    return files;
  }

  /// Where the next file, and after the last one the list, begins.
  long offset() {
    return offset;
  }

  /// Length of the list.
  long sizeBytes() {
    return sizeBytes;
  }

  /// What stands behind the list.
  byte[] end() {
    var isZip64 =
        files >= MAX_SHORT_FILES
            || offset >= ZipHeader.MAX_SHORT
            || sizeBytes >= ZipHeader.MAX_SHORT;
    var bytes = ZipHeader.buffer(22 + (isZip64 ? 76 : 0));
    if (isZip64) {
      bytes.putInt(0x06064b50).putLong(44);
      bytes.putShort((short) ZIP64_VERSION).putShort((short) ZIP64_VERSION).putInt(0).putInt(0);
      bytes.putLong(files).putLong(files).putLong(sizeBytes).putLong(offset);
      bytes.putInt(0x07064b50).putInt(0).putLong(offset + sizeBytes).putInt(1);
    }
    var count = (short) Math.min(files, MAX_SHORT_FILES);
    bytes
        .putInt(0x06054b50)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort(count)
        .putShort(count);
    bytes.putInt((int) Math.min(sizeBytes, ZipHeader.MAX_SHORT));
    bytes.putInt((int) Math.min(offset, ZipHeader.MAX_SHORT)).putShort((short) 0);
    return bytes.array();
  }
}
