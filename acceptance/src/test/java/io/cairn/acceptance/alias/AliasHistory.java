// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.alias;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
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
    this.operations =
        operations.stream().sorted(Comparator.comparingLong(Operation::calledAt)).toList();
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

  /// A set of operations that took place, and the value after them: all before `end` but some.
  private record Tried(int end, List<Integer> missing, String value) {
    static Tried of(BitSet done, String value) {
      var missing = new ArrayList<Integer>();
      for (var i = done.nextClearBit(0); i < done.length(); i = done.nextClearBit(i + 1)) {
        missing.add(i);
      }
      return new Tried(done.length(), missing, value);
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
    var done = new BitSet(operations.size());
    var value = first;
    var at = head.next;
    var unknown = 0;
    while (at != null) {
      var free = free(head, value);
      if (free != null) {
        done.set(free.operation);
        takeOut(free);
        steps.push(new Step(free, -1, value, true));
        at = head.next;
        unknown = 0;
        continue;
      }
      var operation = at.isCall ? at.operation : nextUnknown(unknown, at.at, done);
      if (operation < 0) {
        var last = lastChoice(steps, done);
        if (last == null) {
          return false;
        }
        value = last.valueBefore();
        if (last.at().isCall) {
          done.clear(last.at().operation);
          putBack(last.at());
          at = last.at().next;
          unknown = 0;
        } else {
          done.clear(last.unknown());
          at = last.at();
          unknown = last.unknown() + 1;
        }
        continue;
      }
      var after = operations.get(operation).action().after(value);
      if (after != null) {
        done.set(operation);
        if (tried.add(Tried.of(done, after))) {
          steps.push(new Step(at, operation, value, false));
          value = after;
          if (at.isCall) {
            takeOut(at);
          }
          at = head.next;
          unknown = 0;
          continue;
        }
        done.clear(operation);
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
  private @Nullable Step lastChoice(Deque<Step> steps, BitSet done) {
    while (!steps.isEmpty()) {
      var last = steps.pop();
      if (!last.isFree()) {
        return last;
      }
      done.clear(last.at().operation);
      putBack(last.at());
    }
    return null;
  }

  /// The first one of unknown outcome, from that index on, that was asked for by then; -1 if there
  /// is none.
  private int nextUnknown(int from, long by, BitSet done) {
    for (var i = from; i < operations.size() && operations.get(i).calledAt() <= by; i++) {
      if (!operations.get(i).isKnown() && !done.get(i)) {
        return i;
      }
    }
    return -1;
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
