// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Answers to questions, each good until the next commit, so never stale: whatever was acknowledged
/// before a question is in its answer. Only where this process is the only one that writes the data
/// base; elsewhere each question is asked anew. Thread safe.
///
/// @param <Q> a question, by value; it must tell all that the answer depends on besides the facts
/// @param <A> an answer, immutable
public final class Remembered<Q, A> {
  private final Facts facts;
  private final Cache<Q, Answer<A>> answers;

  private record Answer<A>(long revision, A value) {}

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

  /// The answer as of now if it is in memory: never waits, never asks the data base.
  public Optional<A> known(Q question) {
    var revision = facts.revision();
    return Optional.ofNullable(answers.getIfPresent(question))
        .filter(answer -> revision.isPresent() && answer.revision() == revision.getAsLong())
        .map(Answer::value);
  }

  /// The answer as of now. What `ask` throws is not remembered.
  public A get(Q question, Function<Reading, A> ask) {
    var revision = facts.revision();
    if (revision.isEmpty()) {
      return facts.read(ask);
    }
    var known = known(question);
    if (known.isPresent()) {
      return known.get();
    }
    // Asked after the revision was read: a commit in between makes the answer newer than it says,
    // and so forgotten too early, never too late.
    var answer = facts.read(ask);
    answers.put(question, new Answer<>(revision.getAsLong(), answer));
    return answer;
  }
}
