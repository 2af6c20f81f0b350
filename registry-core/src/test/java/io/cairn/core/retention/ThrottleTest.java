// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void readers_that_share_a_rate_keep_to_it_together() {
    var throttle = new Throttle(1_000_000);

    throttle.pass(300_000, this::note);
    throttle.pass(300_000, this::note);

    assertThat(pauses).hasSize(2);
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(1), Duration.ofMillis(300));
    assertThat(pauses.get(1).minus(pauses.get(0)))
        .isBetween(Duration.ofMillis(1), Duration.ofMillis(300));
  }

  @Test
  void a_long_wait_comes_in_pieces_so_that_a_stop_is_noticed() {
    var isGoingOn = new Throttle(1_000).pass(1_000_000, this::note);

    assertThat(isGoingOn).isFalse();
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void without_a_bound_nobody_waits() {
    assertThat(new Throttle(0).pass(Integer.MAX_VALUE, this::note)).isTrue();
    assertThat(pauses).isEmpty();
  }

  /// And has the reader break off.
  private boolean note(Duration pause) {
    pauses.add(pause);
    return false;
  }
}
