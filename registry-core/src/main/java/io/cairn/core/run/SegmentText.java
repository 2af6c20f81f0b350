// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// A segment: records as [RecordText], each ended by `\n`, in zlib form (RFC 1950).
final class SegmentText {
  private SegmentText() {}

  static byte[] pack(Collection<String> records) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(bytes)) {
      for (var text : records) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// One record after another, so that a large segment is never whole in memory.
  static void unpack(byte[] segment, Consumer<String> each) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new InflaterInputStream(new ByteArrayInputStream(segment)),
                StandardCharsets.UTF_8))) {
      for (var text = in.readLine(); text != null; text = in.readLine()) {
        each.accept(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a segment of history cannot be read", e);
    }
  }
}
