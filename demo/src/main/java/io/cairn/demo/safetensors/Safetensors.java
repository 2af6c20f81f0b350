// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A safetensors file: tensors by name, and a map of texts that tell what they are.
///
/// Layout: 8 bytes little-endian length of the header; the header, JSON padded with blanks so that
/// the values begin at a multiple of 8; the values, little-endian, without gaps. Written with names
/// in order, so the same content is always the same bytes. Only `F32` is written and read. Source:
/// the format section of the safetensors project's README.
public record Safetensors(SortedMap<String, Tensor> tensors, SortedMap<String, String> metadata) {
  static final String METADATA = "__metadata__";
  static final String DTYPE = "F32";
  static final int LENGTH_BYTES = 8;
  private static final int ALIGNMENT = 8;

  public Safetensors {
    tensors = sorted(tensors);
    metadata = sorted(metadata);
    if (tensors.containsKey(METADATA)) {
      throw new IllegalArgumentException("a tensor can't be named " + METADATA);
    }
  }

  public static Safetensors of(Map<String, Tensor> tensors, Map<String, String> metadata) {
    return new Safetensors(new TreeMap<>(tensors), new TreeMap<>(metadata));
  }

  /// Reads a whole file, strictly.
  ///
  /// @throws MalformedSafetensors if it breaks a rule of the format, naming the rule
  /// @throws IOException if the file can't be read
  public static Safetensors read(Path file) throws IOException {
    return new SafetensorsReader(ByteBuffer.wrap(Files.readAllBytes(file))).read();
  }

  /// Writes to the stream and leaves it open.
  public void write(OutputStream out) throws IOException {
    var header = header().getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-header.length, ALIGNMENT);
    out.write(littleEndian(LENGTH_BYTES).putLong((long) header.length + padding).array());
    out.write(header);
    out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
    for (var tensor : tensors.values()) {
      var bytes = littleEndian(tensor.count() * Float.BYTES);
      bytes.asFloatBuffer().put(tensor.values());
      out.write(bytes.array());
    }
  }

  private String header() throws IOException {
    var text = new StringWriter();
    try (var json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(METADATA);
        for (var entry : metadata.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      long offset = 0;
      for (var entry : tensors.entrySet()) {
        var tensor = entry.getValue();
        json.writeObjectFieldStart(entry.getKey());
        json.writeStringField("dtype", DTYPE);
        json.writeArrayFieldStart("shape");
        for (var length : tensor.shape()) {
          json.writeNumber(length);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(offset);
        offset += (long) tensor.count() * Float.BYTES;
        json.writeNumber(offset);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
