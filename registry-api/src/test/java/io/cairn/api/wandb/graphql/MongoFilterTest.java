// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MongoFilterTest {
  private static final Map<String, Object> RUN =
      Map.of(
          "name",
          "resnet-50",
          "lr",
          0.1,
          "tags",
          List.of("a", "b"),
          "createdAt",
          "2026-10-01T12:00:00.500Z");

  @Test
  void regular_expressions_are_those_of_re2_and_found_anywhere() {
    assertThat(holds("{\"name\":{\"$regex\":\"^resnet-(18|50)$\"}}")).isTrue();
    assertThat(holds("{\"name\":{\"$regex\":\"[0-9]+\"}}")).isTrue();
    assertThat(holds("{\"name\":{\"$regex\":\"(?i)NET\"}}")).isTrue();
    assertThat(holds("{\"name\":{\"$regex\":\"^50\"}}")).isFalse();
    assertThat(holds("{\"tags\":{\"$regex\":\"^b$\"}}")).isTrue();
    assertThatThrownBy(() -> holds("{\"name\":{\"$regex\":\"(\"}}"))
        .isInstanceOf(Failure.Invalid.class);
    assertThat(holds("{\"name\":{\"$regex\":\"^[a-z]{6}-[0-9]{1,3}$\"}}")).isTrue();
    assertThatThrownBy(() -> holds("{\"name\":{\"$regex\":\"((a{100}){100}){100}\"}}"))
        .isInstanceOf(Failure.Invalid.class);
    assertThatThrownBy(() -> holds("{\"name\":{\"$regex\":\"" + "a?".repeat(300) + "\"}}"))
        .isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void times_are_compared_as_times_whatever_their_form() {
    assertThat(holds("{\"createdAt\":{\"$gt\":\"2026-10-01T12:00:00Z\"}}")).isTrue();
    assertThat(holds("{\"createdAt\":{\"$gt\":\"2026-10-01T12:00:00\"}}")).isTrue();
    assertThat(holds("{\"createdAt\":{\"$gt\":\"2026-10-01T14:00:00+02:00\"}}")).isTrue();
    assertThat(holds("{\"createdAt\":{\"$lt\":\"2026-10-02\"}}")).isTrue();
    assertThat(holds("{\"createdAt\":{\"$lt\":\"2026-10-01T12\"}}")).isFalse();
  }

  @Test
  void groups_and_comparisons_hold_as_in_mongodb() {
    assertThat(holds("{\"$or\":[{\"lr\":{\"$gt\":1}},{\"lr\":{\"$lte\":0.1}}]}")).isTrue();
    assertThat(holds("{\"$and\":[{\"lr\":0.1},{\"tags\":{\"$in\":[\"b\"]}}]}")).isTrue();
    assertThat(holds("{\"$nor\":[{\"lr\":0.1}]}")).isFalse();
    assertThat(holds("{\"loss\":{\"$exists\":false},\"lr\":{\"$exists\":true}}")).isTrue();
    assertThat(holds("{\"tags\":{\"$nin\":[\"a\"]}}")).isFalse();
    assertThatThrownBy(() -> holds("{\"lr\":{\"$near\":1}}")).isInstanceOf(Failure.Invalid.class);
  }

  private static boolean holds(String filter) {
    return MongoFilter.parse(Optional.of(filter)).holds(RUN::get);
  }
}
