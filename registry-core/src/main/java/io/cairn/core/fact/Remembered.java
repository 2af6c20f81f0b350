// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Answers to questions, each good until the next commit, so never stale: whatever was acknowledged
/// before a question is in its answer. Where this process is the only one that writes the data
/// base, nothing is asked for an answer in memory; with PostgreSQL one small question: its snapshot
/// (which transactions are seen) is another after every commit, of whichever process, and never the
/// same again (PostgreSQL 9.28.9, `pg_current_snapshot`). Thread safe.
///
/// @param <Q> a question, by value; it must tell all that the answer depends on besides the facts
/// @param <A> an answer, immutable
public final class Remembered<Q, A> {
  private final Facts facts;
  private final Cache<Q, Answer<A>> answers;

  /// @param state of the data base, by value: what was asked before the answer, so that a commit in
  ///   between makes it newer than it says, and forgotten too early, never too late
  private record Answer<A>(Object state, A value) {}

  /// @param weight about how many bytes of memory an answer holds
  /// @param maxWeight how many bytes of memory all may hold
  public Remembered(Facts facts, ToIntFunction<A> weight, long maxWeight) {
    this.facts = facts;
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(maxWeight)
            .weigher((Q _, Answer<A> answer) -> weight.applyAsInt(answer.value()))
            .executor(Runnable::run)
            .build();
  }

  /// Whether [#known] answers at once, without a question to the data base.
  public boolean knowsAtOnce() {
    return facts.engine() == Engine.SQLITE;
  }

  /// The answer as of now if it is in memory.
  public Optional<A> known(Q question) {
    return switch (facts.engine()) {
      case SQLITE -> inState(question, revision());
      case POSTGRESQL -> facts.read(reading -> inState(question, Optional.of(snapshot(reading))));
    };
  }

  /// The answer as of now. What `ask` throws is not remembered.
  public A get(Q question, Function<Reading, A> ask) {
    return switch (facts.engine()) {
      case SQLITE -> {
        var state = revision();
        yield inState(question, state)
            .orElseGet(() -> facts.read(reading -> answer(question, state, ask, reading)));
      }
      case POSTGRESQL ->
          facts.read(reading -> {
            var state = Optional.<Object>of(snapshot(reading));
            return inState(question, state).orElseGet(() -> answer(question, state, ask, reading));
          });
    };
  }

  private Optional<Object> revision() {
    var revision = facts.revision();
    return revision.isPresent() ? Optional.of(revision.getAsLong()) : Optional.empty();
  }

  private static Object snapshot(Reading reading) {
    return reading
        .handle()
        .select("select cast(pg_current_snapshot() as text)")
        .mapTo(String.class)
        .one();
  }

  private Optional<A> inState(Q question, Optional<Object> state) {
    return Optional.ofNullable(answers.getIfPresent(question))
        .filter(answer -> state.isPresent() && answer.state().equals(state.get()))
        .map(Answer::value);
  }

  private A answer(Q question, Optional<Object> state, Function<Reading, A> ask, Reading reading) {
    var value = ask.apply(reading);
    state.ifPresent(known -> answers.put(question, new Answer<>(known, value)));
    return value;
  }
}
