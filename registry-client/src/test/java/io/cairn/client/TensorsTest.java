// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.client.Tensors.Tensor;
import io.cairn.client.folder.Hasher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked
class TensorsTest {
  private static final String HEADER =
      """
      {"__metadata__":{"format":"pt"},
       "b":{"dtype":"U8","shape":[3],"data_offsets":[6,9]},
       "a.重み":{"dtype":"F16","shape":[1,3],"data_offsets":[0,6]},
       "none":{"dtype":"F32","shape":[0],"data_offsets":[9,9]}}
      """;

  @Test
  void names_types_and_shapes_are_read_from_the_header_alone() throws IOException {
    var tensors = read(file(HEADER, ""), false).orElseThrow();

    assertThat(tensors)
        .containsOnlyKeys("a.重み", "b", "none")
        .containsEntry("b", new Tensor("U8", List.of(3L), 6, 9, Optional.empty()));
  }

  @Test
  void each_tensor_is_hashed_by_itself() throws IOException {
    var tensors = read(file(HEADER, "abcdefXYZ"), true).orElseThrow();

    assertThat(tensors.get("a.重み").sha256()).contains(sha256("abcdef"));
    assertThat(tensors.get("b").sha256()).contains(sha256("XYZ"));
    assertThat(tensors.get("none").sha256()).contains(sha256(""));
  }

  @Test
  void a_file_that_ends_within_a_tensor_is_told() {
    assertThatThrownBy(() -> read(file(HEADER, "abcdefX"), true)).isInstanceOf(IOException.class);
  }

  @Test
  void tensors_that_overlap_or_end_before_they_begin_stay_without_hash() throws IOException {
    var header =
        """
        {"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},
         "b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]},
         "c":{"dtype":"U8","shape":[4],"data_offsets":[9,5]}}
        """;

    var tensors = read(file(header, "abcdefgh"), true).orElseThrow();

    assertThat(tensors.get("a").sha256()).contains(sha256("abcd"));
    assertThat(tensors.get("b").sha256()).isEmpty();
    assertThat(tensors.get("c").sha256()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "no length that a header could have", "\2\0\0\0\0\0\0\0[]"})
  void what_is_no_safetensors_file_has_none(String bytes) throws IOException {
    assertThat(read(bytes.getBytes(StandardCharsets.UTF_8), true)).isEmpty();
  }

  private static Optional<Map<String, Tensor>> read(byte[] file, boolean isDeep)
      throws IOException {
    return Tensors.read(new ByteArrayInputStream(file), isDeep);
  }

  private static byte[] file(String header, String data) {
    var bytes = header.getBytes(StandardCharsets.UTF_8);
    var length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(bytes.length);
    var out = new ByteArrayOutputStream();
    out.writeBytes(length.array());
    out.writeBytes(bytes);
    out.writeBytes(data.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(Hasher.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
