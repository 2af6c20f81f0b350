// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Looks into safetensors files of a version without fetching more of them than is asked for.
///
/// Such a file is eight bytes, the length of its header, little-endian; the header, a JSON object
/// of tensors by name; and the bytes of the tensors.
public final class Tensors {
  /// What the format itself allows a header to be.
  private static final long MAX_HEADER_BYTES = 100_000_000;

  private static final int LENGTH_BYTES = 8;
  private static final int BUFFER_BYTES = 256 << 10;

  private final Transport transport;

  Tensors(Transport transport) {
    this.transport = transport;
  }

  /// One tensor.
  ///
  /// @param dtype for example `F32`
  /// @param begin where its bytes begin, from the end of the header
  /// @param sha256 of its bytes, 64 hex digits; empty if they were not read
  public record Tensor(
      String dtype, List<Long> shape, long begin, long end, Optional<String> sha256) {
    public Tensor {
      shape = List.copyOf(shape);
    }

    Tensor with(String hex) {
      return new Tensor(dtype, shape, begin, end, Optional.of(hex));
    }
  }

  /// The tensors of the file at `path`, by name; empty if it is no safetensors file.
  ///
  /// @param isDeep whether to read their bytes too: the whole file passes, nothing of it is kept
  public Optional<Map<String, Tensor>> read(Version version, String path, boolean isDeep) {
    var route = Route.of("versions", version.versionId(), "files").plus(path.split("/"));
    try (var in = transport.open(Call.get(route)).body()) {
      return read(in, isDeep);
    } catch (IOException e) {
      throw CairnException.of(
          Kind.TRY_AGAIN, "tensors.broken", "the line broke while '" + path + "' was read", e);
    }
  }

  static Optional<Map<String, Tensor>> read(InputStream in, boolean isDeep) throws IOException {
    var length = in.readNBytes(LENGTH_BYTES);
    if (length.length < LENGTH_BYTES) {
      return Optional.empty();
    }
    var size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (size < 2 || size > MAX_HEADER_BYTES) {
      return Optional.empty();
    }
    var header = in.readNBytes((int) size);
    if (header.length < size || header[0] != '{') {
      return Optional.empty();
    }
    var tensors = tensors(header);
    return isDeep ? Optional.of(hashed(tensors, in)) : Optional.of(tensors);
  }

  private static Map<String, Tensor> tensors(byte[] header) {
    var tensors = new TreeMap<String, Tensor>();
    JsonNode tree;
    try {
      tree = Json.parse(header);
    } catch (CairnException _) {
      return tensors;
    }
    for (var member : tree.properties()) {
      var value = member.getValue();
      var offsets = value.path("data_offsets");
      if (value.has("dtype") && offsets.size() == 2) {
        var shape = value.path("shape").valueStream().map(JsonNode::asLong).toList();
        tensors.put(
            member.getKey(),
            new Tensor(
                value.path("dtype").asText(),
                shape,
                offsets.get(0).asLong(),
                offsets.get(1).asLong(),
                Optional.empty()));
      }
    }
    return tensors;
  }

  /// In one pass: tensors stand one behind the other. One that does not stays without its hash.
  private static Map<String, Tensor> hashed(Map<String, Tensor> tensors, InputStream in)
      throws IOException {
    var all = new TreeMap<>(tensors);
    var order =
        tensors.entrySet().stream()
            .sorted(
                Map.Entry.comparingByValue(
                    Comparator.comparingLong(Tensor::begin).thenComparingLong(Tensor::end)))
            .toList();
    var at = 0L;
    for (var each : order) {
      var tensor = each.getValue();
      if (tensor.begin() < at || tensor.end() < tensor.begin()) {
        continue;
      }
      in.skipNBytes(tensor.begin() - at);
      all.put(each.getKey(), tensor.with(hash(in, tensor.end() - tensor.begin())));
      at = tensor.end();
    }
    return all;
  }

  private static String hash(InputStream in, long size) throws IOException {
    var sha256 = Hasher.sha256();
    var buffer = new byte[BUFFER_BYTES];
    for (var left = size; left > 0; ) {
      var count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new IOException("the file ends within a tensor");
      }
      sha256.update(buffer, 0, count);
      left -= count;
    }
    return HexFormat.of().formatHex(sha256.digest());
  }
}
