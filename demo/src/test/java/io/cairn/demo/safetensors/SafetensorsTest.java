// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsTest {
  private static final String ONE = tensor("F32", "[2]", "[0,8]");

  @TempDir Path folder;

  @Test
  void what_is_written_reads_back_equal() throws IOException {
    var weights = new Tensor(List.of(2, 3), new float[] {1, -2.5f, 0, 1e-30f, Float.MAX_VALUE, 6});
    var written =
        Safetensors.of(
            Map.of("hidden.weight", weights, "leer ä", new Tensor(List.of(0), new float[0])),
            Map.of("epoch", "4", "note", "\"quoted\"\nand 漢字"));

    var read = Safetensors.read(write(bytes(written)));

    assertThat(read).isEqualTo(written);
  }

  @Test
  void any_set_of_tensors_survives_and_is_aligned() throws IOException {
    long seed = 20_261_121;
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var tensors = new TreeMap<String, Tensor>();
      for (int i = random.nextInt(6); i >= 0; i--) {
        int rows = random.nextInt(5);
        int columns = random.nextInt(5);
        var values = new float[rows * columns];
        for (int j = 0; j < values.length; j++) {
          values[j] = random.nextFloat();
        }
        tensors.put("t".repeat(random.nextInt(9)) + i, new Tensor(List.of(rows, columns), values));
      }
      var written = Safetensors.of(tensors, Map.of());

      var bytes = bytes(written);

      long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
      assertThat((header + 8) % 8).as("alignment, seed %d round %d", seed, round).isZero();
      assertThat(Safetensors.read(write(bytes)))
          .as("seed %d round %d", seed, round)
          .isEqualTo(written);
    }
  }

  @Test
  void the_bytes_are_those_of_the_format() throws IOException {
    var file = Safetensors.of(Map.of("b", new Tensor(List.of(1), new float[] {1})), Map.of());

    var bytes = bytes(file);

    var header = "{\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    var padded = header + " ".repeat(56 - header.length());
    assertThat(bytes).isEqualTo(file(padded, 56, new byte[] {0, 0, (byte) 0x80, 0x3f}));
  }

  @Test
  void a_sound_hand_made_file_is_read() throws IOException {
    var bytes = file("{\"__metadata__\":{\"a\":\"b\"},\"x\":" + ONE + "}", new byte[8]);

    var read = Safetensors.read(write(bytes));

    assertThat(read.metadata()).containsExactly(Map.entry("a", "b"));
    assertThat(read.tensors()).containsOnlyKeys("x");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void a_broken_file_is_refused_with_the_rule(String rule, byte[] bytes) throws IOException {
    var file = write(bytes);

    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(MalformedSafetensors.class)
        .hasMessageContaining(rule);
  }

  static Stream<Arguments> broken() {
    var none = new byte[0];
    var eight = new byte[8];
    var deep = "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    return Stream.of(
        Arguments.of("shorter than the 8 bytes", new byte[7]),
        Arguments.of("shorter than the 8 bytes", none),
        Arguments.of("at most 100000000", file("{}", 100_000_001, none)),
        Arguments.of("at most 100000000", file("{}", -1, none)),
        Arguments.of("the rest of the file only", file("{}", 3, none)),
        Arguments.of("begins with '{'", file("", none)),
        Arguments.of("begins with '{'", file(" {}", none)),
        Arguments.of("begins with '{'", file("[]", none)),
        Arguments.of("UTF-8", new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', (byte) 0xff}),
        Arguments.of("one JSON object", file("{", none)),
        Arguments.of("one JSON object", file("{}{}", none)),
        Arguments.of("one JSON object", file(deep, none)),
        Arguments.of("no key twice", file("{\"x\":" + ONE + ",\"x\":" + ONE + "}", eight)),
        Arguments.of("__metadata__ is an object", file("{\"__metadata__\":[]}", none)),
        Arguments.of("texts only", file("{\"__metadata__\":{\"a\":1}}", none)),
        Arguments.of("nothing else", one("{\"dtype\":\"F32\",\"shape\":[2]}")),
        Arguments.of("nothing else", one(ONE.replace("}", ",\"more\":1}"))),
        Arguments.of("nothing else", one("7")),
        Arguments.of("dtype F32", one(tensor("F16", "[4]", "[0,8]"))),
        Arguments.of("is an array", one(tensor("F32", "2", "[0,8]"))),
        Arguments.of("integers from 0", one(tensor("F32", "[-2]", "[0,8]"))),
        Arguments.of("integers from 0", one(tensor("F32", "[2.0]", "[0,8]"))),
        Arguments.of("integers from 0", one(tensor("F32", "[99999999999999999999]", "[0,8]"))),
        Arguments.of("two data_offsets", one(tensor("F32", "[2]", "[0,4,8]"))),
        Arguments.of("too large", one(tensor("F32", "[4294967296,4294967296]", "[0,8]"))),
        Arguments.of("span the 8 bytes", one(tensor("F32", "[2]", "[0,4]"))),
        Arguments.of("span the 8 bytes", one(tensor("F32", "[2]", "[8,0]"))),
        Arguments.of("where the ones before end", one(tensor("F32", "[1]", "[4,8]"))),
        Arguments.of(
            "where the ones before end", file("{\"x\":" + ONE + ",\"y\":" + ONE + "}", eight)),
        Arguments.of("the file has 4", file("{\"x\":" + ONE + "}", new byte[4])),
        Arguments.of("the file has 9", file("{\"x\":" + ONE + "}", new byte[9])),
        Arguments.of("the file has 1", file("{}", new byte[1])));
  }

  private static String tensor(String dtype, String shape, String offsets) {
    return "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}".formatted(dtype, shape, offsets);
  }

  /// A file of one tensor and eight bytes of values.
  private static byte[] one(String tensor) {
    return file("{\"x\":" + tensor + "}", new byte[8]);
  }

  private static byte[] file(String header, byte[] values) {
    return file(header, header.getBytes(StandardCharsets.UTF_8).length, values);
  }

  private static byte[] file(String header, long length, byte[] values) {
    var text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(text)
        .put(values)
        .array();
  }

  private static byte[] bytes(Safetensors file) throws IOException {
    var out = new ByteArrayOutputStream();
    file.write(out);
    return out.toByteArray();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("weights.safetensors"), bytes);
  }
}
