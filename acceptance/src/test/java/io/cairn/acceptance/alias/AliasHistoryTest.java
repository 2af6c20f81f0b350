// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.alias;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.acceptance.alias.Operation.Action;
import io.cairn.acceptance.alias.Operation.Read;
import io.cairn.acceptance.alias.Operation.Refused;
import io.cairn.acceptance.alias.Operation.Swap;
import io.cairn.acceptance.alias.Operation.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AliasHistoryTest {
  private static final String NONE = "none";
  private static final int WORLDS = 3_000;

  private final List<Operation> operations = new ArrayList<>();

  @Test
  void what_came_one_after_another_must_agree_with_itself() {
    did(1, 2, new Write("v1"));
    did(3, 4, new Read("v1"));
    did(5, 6, new Swap("v1", "v2"));
    did(7, 8, new Refused("v1", "v2"));
    did(9, 10, new Read("v2"));

    assertLinearizable();
  }

  @Test
  void nothing_is_linearizable() {
    assertLinearizable();
  }

  @Test
  void a_read_that_is_stale_is_rejected() {
    did(1, 2, new Write("v1"));
    did(3, 4, new Write("v2"));
    did(5, 6, new Read("v1"));

    assertRejected();
  }

  @Test
  void a_read_of_what_nobody_wrote_is_rejected() {
    did(1, 2, new Write("v1"));
    did(3, 4, new Read("v7"));

    assertRejected();
  }

  @Test
  void two_swaps_from_one_value_are_rejected_also_if_they_met() {
    did(1, 2, new Write("v1"));
    did(3, 9, new Swap("v1", "v2"));
    did(4, 8, new Swap("v1", "v3"));

    assertRejected();
  }

  @Test
  void a_swap_is_not_refused_where_it_expects_to_be() {
    did(1, 2, new Write("v1"));
    did(3, 4, new Refused("v1", "v1"));

    assertRejected();
  }

  @Test
  void reads_that_meet_a_write_may_see_either_but_not_back_again() {
    did(1, 10, new Write("v1"));
    did(2, 3, new Read(NONE));
    did(4, 5, new Read("v1"));
    assertLinearizable();

    did(6, 7, new Read(NONE));
    assertRejected();
  }

  @Test
  void an_unknown_write_may_take_effect_at_any_later_time_once() {
    did(1, Operation.NEVER, new Write("v1"));
    did(2, 3, new Write("v2"));
    did(4, 5, new Read("v2"));
    assertLinearizable();

    did(100, 101, new Read("v1"));
    assertLinearizable();

    did(102, 103, new Write("v3"));
    did(104, 105, new Read("v1"));
    assertRejected();
  }

  @Test
  void an_unknown_write_does_not_take_effect_before_it_was_asked_for() {
    did(1, 2, new Read("v1"));
    did(3, Operation.NEVER, new Write("v1"));

    assertRejected();
  }

  @Test
  void an_unknown_swap_takes_effect_at_what_it_expected_only() {
    did(1, 2, new Write("v1"));
    did(3, Operation.NEVER, new Swap("v1", "v2"));
    did(4, 5, new Write("v5"));
    did(6, 7, new Read("v2"));

    assertRejected();
  }

  @Test
  void it_agrees_with_trying_all_orders() {
    var seed = Long.getLong("testing.seed", System.nanoTime());
    var random = new Random(seed);
    var accepted = 0;
    for (var world = 0; world < WORLDS; world++) {
      var some = random(random);
      var expected = anyOrder(some, new ArrayList<>(some), NONE);

      assertThat(new AliasHistory(some).isLinearizable(NONE))
          .as("seed %d world %d: %s", seed, world, some)
          .isEqualTo(expected);
      accepted += expected ? 1 : 0;
    }
    assertThat(accepted).as("seed %d", seed).isBetween(WORLDS / 20, WORLDS * 19 / 20);
  }

  /// A few operations at random times on few values.
  private static List<Operation> random(Random random) {
    var some = new ArrayList<Operation>();
    var count = 1 + random.nextInt(6);
    for (var i = 0; i < count; i++) {
      var called = random.nextInt(20);
      var isUnknown = random.nextInt(5) == 0;
      Action action =
          switch (random.nextInt(isUnknown ? 2 : 4)) {
            case 0 -> new Write(value(random));
            case 1 -> new Swap(value(random), value(random));
            case 2 -> new Read(value(random));
            default -> new Refused(value(random), value(random));
          };
      some.add(
          new Operation(
              action, called, isUnknown ? Operation.NEVER : called + 1 + random.nextInt(12)));
    }
    return some;
  }

  private static String value(Random random) {
    return random.nextInt(3) == 0 ? NONE : "v" + random.nextInt(2);
  }

  private static boolean anyOrder(List<Operation> all, List<Operation> left, String value) {
    if (left.stream().noneMatch(Operation::isKnown)) {
      return true;
    }
    for (var next : List.copyOf(left)) {
      var isPossible = left.stream().allMatch(other -> other.returnedAt() >= next.calledAt());
      var after = next.action().after(value);
      if (isPossible && after != null) {
        var rest = new ArrayList<>(left);
        rest.remove(next);
        if (anyOrder(all, rest, after)) {
          return true;
        }
      }
    }
    return false;
  }

  private void did(long calledAt, long returnedAt, Action action) {
    operations.add(new Operation(action, calledAt, returnedAt));
  }

  private void assertLinearizable() {
    assertThat(new AliasHistory(operations).isLinearizable(NONE)).isTrue();
  }

  private void assertRejected() {
    assertThat(new AliasHistory(operations).isLinearizable(NONE)).isFalse();
  }
}
