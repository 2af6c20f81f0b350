// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fact.Engine;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Eight people upload, log, link, delete and undelete while garbage is collected without a pause,
/// with a grace of a second. Whatever was promised to them is there.
///
/// The last two leave a part of the care out and see that it is missed.
class GcRaceTest {
  private static final boolean IS_LONG = Boolean.getBoolean("testing.long");
  private static final Duration TIME = IS_LONG ? Duration.ofMinutes(5) : Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ParameterizedTest
  @EnumSource(Engine.class)
  void nothing_that_is_needed_ever_goes(Engine engine) {
    try (var world = new RacingWorld(engine, System.nanoTime(), Set.of(), true)) {
      world.run(TIME);

      assertThat(world.broken()).as(world.toString()).isEmpty();
      assertThat(world.removed()).as(world.toString()).isPositive();
    }
  }

  @Test
  void without_a_look_at_leases_drafts_lose_what_they_were_sent() {
    try (var world = new RacingWorld(Engine.SQLITE, 1, Set.of(Need.DRAFTS), true)) {
      world.run(PATIENCE);

      assertThat(world.broken()).as(world.toString()).isNotEmpty();
    }
  }

  @Test
  void without_the_second_look_versions_lose_what_they_took_from_the_trash() {
    try (var world = new RacingWorld(Engine.SQLITE, 2, Set.of(), false)) {
      world.run(PATIENCE);

      assertThat(world.broken()).as(world.toString()).isNotEmpty();
    }
  }
}
