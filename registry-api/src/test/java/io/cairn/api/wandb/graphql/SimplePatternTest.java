// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.failure.Failure;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimplePatternTest {
  @Test
  void a_pattern_is_found_as_a_regular_expression_would_be() {
    assertThat(new SimplePattern("igi").isFoundIn("digits")).isTrue();
    assertThat(new SimplePattern("^dig").isFoundIn("digits")).isTrue();
    assertThat(new SimplePattern("^igi").isFoundIn("digits")).isFalse();
    assertThat(new SimplePattern("its$").isFoundIn("digits")).isTrue();
    assertThat(new SimplePattern("^d.*s$").isFoundIn("digits")).isTrue();
    assertThat(new SimplePattern("^digits$").isFoundIn("digits2")).isFalse();
    assertThat(new SimplePattern("a\\.b").isFoundIn("xa.b")).isTrue();
    assertThat(new SimplePattern("b.*b$").isFoundIn("ab")).isFalse();
  }

  @Test
  void what_could_keep_the_server_busy_is_refused() {
    assertThatThrownBy(() -> new SimplePattern("(a+)+$")).isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void a_filter_holds_for_one_of_several_values() {
    var filter =
        MongoFilter.parse(Optional.of("{\"$or\":[{\"tag\":\"prod\"},{\"n\":{\"$gte\":3}}]}"));

    assertThat(filter.holds(Map.<String, Object>of("tag", java.util.List.of("a", "prod"))::get))
        .isTrue();
    assertThat(filter.holds(Map.<String, Object>of("n", 3)::get)).isTrue();
    assertThat(filter.holds(Map.<String, Object>of("n", 2)::get)).isFalse();
  }
}
