// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/// The records of a `.wandb` file, one after the other. They are framed as in a log of LevelDB:
/// blocks of 32 KiB; pieces with sum, length and a type that says whether a record begins or ends;
/// and before the first of them a word of its own. The sum is a plain CRC-32.
///
/// A program that was killed leaves a torn end: what stands before it is read, and [#isTorn] says
/// so.
final class RecordLog implements Closeable {
  private static final byte[] BEGIN = ":W&B".getBytes(StandardCharsets.US_ASCII);
  private static final int MAGIC = 0xBEE1;
  private static final int BLOCK_BYTES = 32 << 10;
  private static final int HEAD_BYTES = 7;
  private static final int MAX_RECORD_BYTES = 256 << 20;

  /// Types of pieces.
  private static final int WHOLE = 1;

  private static final int FIRST = 2;
  private static final int MIDDLE = 3;
  private static final int LAST = 4;

  private final InputStream in;
  private final byte[] block = new byte[BLOCK_BYTES];
  private int length;
  private int at;
  private boolean isTorn;

  /// @throws IOException saying so if it is no such file
  RecordLog(Path file) throws IOException {
    this.in = new BufferedInputStream(Files.newInputStream(file), BLOCK_BYTES);
    length = in.readNBytes(block, 0, BLOCK_BYTES);
    var head = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    var isOurs =
        length >= HEAD_BYTES
            && Arrays.equals(block, 0, BEGIN.length, BEGIN, 0, BEGIN.length)
            && Short.toUnsignedInt(head.getShort(BEGIN.length)) == MAGIC;
    if (!isOurs) {
      close();
      throw new IOException("it does not begin as a run of the wandb SDK does");
    }
    at = HEAD_BYTES;
  }

  /// Whether the file ends in the middle of a record.
  boolean isTorn() {
    return isTorn;
  }

  /// Empty at the end.
  Optional<byte[]> next() throws IOException {
    var record = new ByteArrayOutputStream();
    for (var isBegun = false; ; isBegun = true) {
      if (!findHead()) {
        isTorn |= isBegun;
        return Optional.empty();
      }
      var head = ByteBuffer.wrap(block, at, HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      var sum = Integer.toUnsignedLong(head.getInt());
      var bytes = Short.toUnsignedInt(head.getShort());
      int type = head.get();
      var isKnown = type == WHOLE || type == FIRST ? !isBegun : isBegun && type <= LAST;
      if (!isKnown || at + HEAD_BYTES + bytes > length || sum != sum(at + HEAD_BYTES - 1, bytes)) {
        // What is behind cannot be told from chance.
        isTorn = true;
        return Optional.empty();
      }
      record.write(block, at + HEAD_BYTES, bytes);
      at += HEAD_BYTES + bytes;
      if (record.size() > MAX_RECORD_BYTES) {
        throw new IOException("a record has more than " + MAX_RECORD_BYTES + " bytes");
      }
      if (type == WHOLE || type == LAST) {
        return Optional.of(record.toByteArray());
      }
      assert type == FIRST || type == MIDDLE;
    }
  }

  /// Goes to the next piece; false if there is none.
  private boolean findHead() throws IOException {
    if (BLOCK_BYTES - at < HEAD_BYTES) {
      length = in.readNBytes(block, 0, BLOCK_BYTES);
      at = 0;
    }
    if (at == length) {
      return false;
    }
    if (length - at < HEAD_BYTES) {
      isTorn = true;
      return false;
    }
    return true;
  }

  /// Of the type and what it frames.
  private long sum(int from, int bytes) {
    var crc = new CRC32();
    crc.update(block, from, 1 + bytes);
    return crc.getValue();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
