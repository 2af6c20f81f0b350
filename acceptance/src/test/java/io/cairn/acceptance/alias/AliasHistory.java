// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.alias;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What many clients did to one alias, and whether it is linearizable: whether there is one order
/// of all operations, each somewhere between its call and its answer, that one alias alone could
/// have gone through.
///
/// The search of Wing and Gong ("Testing and verifying concurrent objects", 1993) with Lowe's cache
/// of states that were tried ("Testing for linearizability", 2017), as in Porcupine.
final class AliasHistory {
  private final List<Operation> operations;

  AliasHistory(List<Operation> operations) {
    this.operations = List.copyOf(operations);
  }

  /// A call or an answer in the order of time, in a list from which operations are taken out.
  private static final class Moment {
    final int operation;
    final boolean isCall;
    final long at;
    @Nullable Moment before;
    @Nullable Moment next;
    @Nullable Moment answer;

    Moment(int operation, boolean isCall, long at) {
      this.operation = operation;
      this.isCall = isCall;
      this.at = at;
    }
  }

  /// A set of operations that took place, and the value after them.
  private record Tried(BitSet done, String value) {}

  private record Step(Moment call, String valueBefore) {}

  /// @param first where the alias stood before
  boolean isLinearizable(String first) {
    var head = moments();
    var tried = new HashSet<Tried>();
    var steps = new ArrayDeque<Step>();
    var done = new BitSet(operations.size());
    var value = first;
    var at = head.next;
    while (at != null) {
      if (!at.isCall) {
        if (!operations.get(at.operation).isKnown()) {
          // All whose outcome is known found a place; these need none.
          return true;
        }
        if (steps.isEmpty()) {
          return false;
        }
        var last = steps.pop();
        value = last.valueBefore();
        done.clear(last.call().operation);
        putBack(last.call());
        at = last.call().next;
        continue;
      }
      var after = operations.get(at.operation).action().after(value);
      if (after != null) {
        done.set(at.operation);
        if (tried.add(new Tried((BitSet) done.clone(), after))) {
          steps.push(new Step(at, value));
          value = after;
          takeOut(at);
          at = head.next;
          continue;
        }
        done.clear(at.operation);
      }
      at = at.next;
    }
    return true;
  }

  /// All moments behind a head that is none. At one instant calls come first: the operations may
  /// have met.
  private Moment moments() {
    var all = new ArrayList<Moment>();
    for (var i = 0; i < operations.size(); i++) {
      var operation = operations.get(i);
      var call = new Moment(i, true, operation.calledAt());
      call.answer = new Moment(i, false, operation.returnedAt());
      all.add(call);
      all.add(call.answer);
    }
    all.sort(
        Comparator.<Moment>comparingLong(moment -> moment.at)
            .thenComparing(moment -> !moment.isCall));
    var head = new Moment(-1, true, Long.MIN_VALUE);
    var last = head;
    for (var moment : all) {
      last.next = moment;
      moment.before = last;
      last = moment;
    }
    return head;
  }

  private static void takeOut(Moment call) {
    unlink(call);
    unlink(answer(call));
  }

  private static void putBack(Moment call) {
    link(answer(call));
    link(call);
  }

  private static Moment answer(Moment call) {
    if (call.answer == null) {
      throw new IllegalStateException("not a call");
    }
    return call.answer;
  }

  private static void unlink(Moment moment) {
    if (moment.before != null) {
      moment.before.next = moment.next;
    }
    if (moment.next != null) {
      moment.next.before = moment.before;
    }
  }

  private static void link(Moment moment) {
    if (moment.before != null) {
      moment.before.next = moment;
    }
    if (moment.next != null) {
      moment.next.before = moment;
    }
  }
}
