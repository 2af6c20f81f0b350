// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/// CRC-64/NVME, which S3 keeps of every object: reflected, polynomial `ad93d23594c93659` (NVM
/// Express NVM Command Set Specification 1.0d §5.2.1.3.4). Eight bytes a step.
final class Crc64 implements Checksum {
  private static final long POLYNOMIAL = Long.reverse(0xAD93D23594C93659L);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long[][] TABLES = tables();

  private long state = -1;

  private static long[][] tables() {
    var tables = new long[8][256];
    for (var i = 0; i < 256; i++) {
      var value = (long) i;
      for (var bit = 0; bit < 8; bit++) {
        value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ POLYNOMIAL;
      }
      tables[0][i] = value;
    }
    for (var i = 0; i < 256; i++) {
      for (var t = 1; t < 8; t++) {
        var before = tables[t - 1][i];
        tables[t][i] = before >>> 8 ^ tables[0][(int) (before & 0xFF)];
      }
    }
    return tables;
  }

  @Override
  public void update(int value) {
    state = state >>> 8 ^ TABLES[0][(int) ((state ^ value) & 0xFF)];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    var i = offset;
    var end = offset + length;
    for (; i + 8 <= end; i += 8) {
      var mixed = state ^ (long) LONG.get(bytes, i);
      var next = 0L;
      for (var t = 0; t < 8; t++) {
        next ^= TABLES[7 - t][(int) (mixed >>> 8 * t & 0xFF)];
      }
      state = next;
    }
    for (; i < end; i++) {
      update(bytes[i]);
    }
  }

  @Override
  public long getValue() {
    return ~state;
  }

  @Override
  public void reset() {
    state = -1;
  }
}
