// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.alias;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What many clients did to one alias, and whether it is linearizable: whether there is one order
/// of all operations, each somewhere between its call and its answer, that one alias alone could
/// have gone through.
///
/// The search of Wing and Gong ("Testing and verifying concurrent objects", 1993) with Lowe's cache
/// of states that were tried ("Testing for linearizability", 2017), as in Porcupine.
final class AliasHistory {
  private final List<Operation> operations;
  private final int[] unknown;

  AliasHistory(List<Operation> operations) {
    this.operations =
        operations.stream().sorted(Comparator.comparingLong(Operation::calledAt)).toList();
    this.unknown =
        IntStream.range(0, this.operations.size())
            .filter(i -> !this.operations.get(i).isKnown())
            .toArray();
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

  /// A set of operations that took place, by its hash, and the value after them. Two sets of one
  /// hash would make the search overlook an order, and so reject too much, never too little; with
  /// 128 bits they do not meet.
  private record Tried(long high, long low, String value) {}

  /// The operations that took place, with a hash that each one changes by a number of its own
  /// (Zobrist, "A new hashing method with application for game playing", 1970).
  private static final class Done {
    private final BitSet set;
    private final long[] highs;
    private final long[] lows;
    private long high;
    private long low;

    Done(int operations) {
      var numbers = new SplittableRandom(operations);
      set = new BitSet(operations);
      highs = numbers.longs(operations).toArray();
      lows = numbers.longs(operations).toArray();
    }

    boolean has(int operation) {
      return set.get(operation);
    }

    void flip(int operation) {
      set.flip(operation);
      high ^= highs[operation];
      low ^= lows[operation];
    }

    Tried with(String value) {
      return new Tried(high, low, value);
    }
  }

  /// @param at the call that took place; or the answer before which one of unknown outcome did
  /// @param unknown which of these it was
  /// @param isFree whether there was nothing to choose: see [#free]
  private record Step(Moment at, int unknown, String valueBefore, boolean isFree) {}

  /// What is known to have taken place is tried first, what may have only where nothing else fits:
  /// most of it never shows.
  ///
  /// @param first where the alias stood before
  boolean isLinearizable(String first) {
    var head = moments();
    var tried = new HashSet<Tried>();
    var steps = new ArrayDeque<Step>();
    var done = new Done(operations.size());
    var value = first;
    var at = head.next;
    var unknown = 0;
    while (at != null) {
      var free = free(head, value);
      if (free != null) {
        done.flip(free.operation);
        takeOut(free);
        steps.push(new Step(free, -1, value, true));
        at = head.next;
        unknown = 0;
        continue;
      }
      var operation = at.isCall ? at.operation : nextUnknown(head, unknown, at, value, done);
      if (operation < 0) {
        var last = lastChoice(steps, done);
        if (last == null) {
          return false;
        }
        value = last.valueBefore();
        if (last.at().isCall) {
          done.flip(last.at().operation);
          putBack(last.at());
          at = last.at().next;
          unknown = 0;
        } else {
          done.flip(last.unknown());
          at = last.at();
          unknown = last.unknown() + 1;
        }
        continue;
      }
      var after = operations.get(operation).action().after(value);
      if (after != null) {
        done.flip(operation);
        if (tried.add(done.with(after))) {
          steps.push(new Step(at, operation, value, false));
          value = after;
          if (at.isCall) {
            takeOut(at);
          }
          at = head.next;
          unknown = 0;
          continue;
        }
        done.flip(operation);
      }
      if (at.isCall) {
        at = at.next;
      } else {
        unknown = operation + 1;
      }
    }
    return true;
  }

  /// One that may take place now, fits and never changes anything. It is taken at once and for
  /// good: wherever an order has it later, it can as well be first.
  private @Nullable Moment free(Moment head, String value) {
    for (var at = head.next; at != null && at.isCall; at = at.next) {
      var action = operations.get(at.operation).action();
      if (action.isLooking() && action.after(value) != null) {
        return at;
      }
    }
    return null;
  }

  /// Undoes all up to the last step at which there was a choice, but not that.
  private @Nullable Step lastChoice(Deque<Step> steps, Done done) {
    while (!steps.isEmpty()) {
      var last = steps.pop();
      if (!last.isFree()) {
        return last;
      }
      done.flip(last.at().operation);
      putBack(last.at());
    }
    return null;
  }

  /// The first one of unknown outcome, from that index on, that was asked for before that answer
  /// and makes a value which one that may come next needs; -1 if there is none. Any other need not
  /// have taken place: nobody saw it before the next write.
  private int nextUnknown(Moment head, int from, Moment answer, String value, Done done) {
    for (var i : unknown) {
      if (i >= from && !done.has(i) && operations.get(i).calledAt() <= answer.at) {
        var after = operations.get(i).action().after(value);
        if (after != null && !after.equals(value) && isNeeded(head, i, answer, after, done)) {
          return i;
        }
      }
    }
    return -1;
  }

  private boolean isNeeded(Moment head, int but, Moment answer, String value, Done done) {
    for (var at = head.next; at != null && at.isCall; at = at.next) {
      if (value.equals(operations.get(at.operation).action().needed())) {
        return true;
      }
    }
    return Arrays.stream(unknown)
        .filter(i -> i != but && !done.has(i) && operations.get(i).calledAt() <= answer.at)
        .anyMatch(i -> value.equals(operations.get(i).action().needed()));
  }

  /// All moments of what is known, behind a head that is none. At one instant calls come first: the
  /// operations may have met.
  private Moment moments() {
    var all = new ArrayList<Moment>();
    for (var i = 0; i < operations.size(); i++) {
      var operation = operations.get(i);
      if (!operation.isKnown()) {
        continue;
      }
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
