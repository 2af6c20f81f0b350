// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.safetensors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads the format strictly: a header that does not describe every byte of the file exactly once
/// is refused before a value is read.
final class SafetensorsReader {
  /// Longest header that the format allows, in bytes.
  static final long MAX_HEADER_BYTES = 100_000_000;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ByteBuffer file;

  SafetensorsReader(ByteBuffer file) {
    this.file = file.order(ByteOrder.LITTLE_ENDIAN);
  }

  Safetensors read() {
    var header = parse(headerText());
    var values = file.slice(file.position(), file.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    var metadata = new TreeMap<String, String>();
    var spans = new ArrayList<Span>();
    for (var entry : header.properties()) {
      if (entry.getKey().equals(Safetensors.METADATA)) {
        metadata.putAll(texts(entry.getValue()));
      } else {
        spans.add(span(entry.getKey(), entry.getValue()));
      }
    }
    requireEveryByteOnce(spans, values.remaining());
    var tensors = new TreeMap<String, Tensor>();
    for (var span : spans) {
      tensors.put(span.name, tensor(span, values));
    }
    return new Safetensors(tensors, metadata);
  }

  private String headerText() {
    if (file.remaining() < Safetensors.LENGTH_BYTES) {
      throw new MalformedSafetensors("the file is shorter than the 8 bytes of the header's length");
    }
    long length = file.getLong();
    if (length < 0 || length > MAX_HEADER_BYTES) {
      throw new MalformedSafetensors(
          "the header is at most %d bytes long, not %s"
              .formatted(MAX_HEADER_BYTES, Long.toUnsignedString(length)));
    }
    if (length > file.remaining()) {
      throw new MalformedSafetensors(
          "the header has %d bytes, the rest of the file only %d"
              .formatted(length, file.remaining()));
    }
    var bytes = file.slice(file.position(), (int) length);
    file.position(file.position() + (int) length);
    if (length == 0 || bytes.get(0) != '{') {
      throw new MalformedSafetensors("the header begins with '{'");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedSafetensors("the header is UTF-8", e);
    }
  }

  private static JsonNode parse(String header) {
    try {
      return JSON.readTree(header);
    } catch (IOException e) {
      throw new MalformedSafetensors("the header is one JSON object, no key twice", e);
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    require(node.isObject(), Safetensors.METADATA + " is an object");
    var texts = new TreeMap<String, String>();
    for (var entry : node.properties()) {
      require(entry.getValue().isTextual(), Safetensors.METADATA + " holds texts only");
      texts.put(entry.getKey(), entry.getValue().textValue());
    }
    return texts;
  }

  private static Span span(String name, JsonNode node) {
    var keys = new HashSet<String>();
    node.fieldNames().forEachRemaining(keys::add);
    require(
        keys.equals(Set.of("dtype", "shape", "data_offsets")),
        "tensor '%s' has dtype, shape and data_offsets, nothing else".formatted(name));
    require(
        node.path("dtype").asText().equals(Safetensors.DTYPE),
        "tensor '%s' is of dtype F32, the only one read here".formatted(name));
    var shape = numbers(name, "shape", node.path("shape"));
    var offsets = numbers(name, "data_offsets", node.path("data_offsets"));
    require(offsets.size() == 2, "tensor '%s' has two data_offsets".formatted(name));
    long bytes = Float.BYTES;
    try {
      for (var length : shape) {
        bytes = Math.multiplyExact(bytes, length);
      }
    } catch (ArithmeticException e) {
      throw new MalformedSafetensors("the shape of '%s' is too large".formatted(name), e);
    }
    require(
        offsets.get(1) - offsets.get(0) == bytes,
        "the data_offsets of '%s' span the %d bytes of its shape".formatted(name, bytes));
    return new Span(name, shape, offsets.get(0), offsets.get(1));
  }

  private static List<Long> numbers(String name, String key, JsonNode node) {
    require(node.isArray(), "%s of '%s' is an array".formatted(key, name));
    var numbers = new ArrayList<Long>();
    for (var number : node) {
      require(
          number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0,
          "%s of '%s' holds integers from 0".formatted(key, name));
      numbers.add(number.longValue());
    }
    return numbers;
  }

  /// No gap, no overlap, nothing behind the end, no byte left over.
  private static void requireEveryByteOnce(List<Span> spans, int size) {
    long end = 0;
    var inOrder = spans.stream().sorted(Comparator.comparing(Span::from).thenComparing(Span::to));
    for (var span : inOrder.toList()) {
      require(
          span.from == end,
          "the values of '%s' begin at %d, where the ones before end".formatted(span.name, end));
      end = span.to;
    }
    require(end == size, "the values fill %d bytes, the file has %d".formatted(end, size));
  }

  private static Tensor tensor(Span span, ByteBuffer values) {
    var floats = new float[(int) ((span.to - span.from) / Float.BYTES)];
    values
        .slice((int) span.from, (int) (span.to - span.from))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(floats);
    return new Tensor(span.shape.stream().map(Math::toIntExact).toList(), floats);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new MalformedSafetensors(rule);
    }
  }

  private record Span(String name, List<Long> shape, long from, long to) {}
}
