// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.search;

import io.cairn.core.fact.Reading;
import io.cairn.core.page.Condition.Operator;
import io.cairn.core.run.FieldValue;
import io.cairn.core.run.RunFields;
import io.cairn.core.run.RunState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The runs of one project, in the order of the search, from behind a position on.
///
/// Where few runs fulfil one of the conditions, these are all read and sorted, unless the index has
/// them in order. Else the index that has the order is read, from its place on, a piece at a time.
final class Lane {
  /// So many runs are sorted rather than met by chance in the order of an index.
  static final int FEW = 2_000;

  private final Reading reading;
  private final UUID project;
  private final Map<String, Long> fields;
  private final RunSearch.Terms terms;
  private final Optional<RunCondition> pinned;
  private final Comparator<Position> order;
  private final Instant silentSince;
  private final Deque<Step> ahead = new ArrayDeque<>();
  private final Optional<RunCondition> driver;
  private final boolean isFew;
  private @Nullable Position last;
  private int phase;
  private boolean isAtEnd;

  /// A run that was looked at.
  ///
  /// @param isFound whether it is one of those looked for
  record Step(Position position, boolean isFound) {}

  private Lane(
      Reading reading,
      UUID project,
      Map<String, Long> fields,
      RunSearch.Terms terms,
      Optional<RunCondition> pinned,
      Instant silentSince) {
    this.reading = reading;
    this.project = project;
    this.fields = fields;
    this.terms = terms;
    this.pinned = pinned;
    this.silentSince = silentSince;
    this.order = Position.by(terms.order());
    var indexed = new ArrayList<RunCondition>();
    pinned.ifPresent(indexed::add);
    terms.conditions().stream()
        .filter(c -> c.isIndexed() && !c.isWithinTags() && !c.isOfState())
        .forEach(indexed::add);
    var fewest = fewest(indexed);
    this.isFew = fewest.filter(c -> !isInOrder(c)).isPresent();
    this.driver = fewest.or(() -> first(indexed));
  }

  /// The lanes of a project: none if no run of it can match, two for crashed runs, of which some
  /// may not be stored as such.
  static List<Lane> of(
      Reading reading,
      UUID project,
      Map<String, Long> fields,
      RunSearch.Terms terms,
      Optional<Position> behind,
      Instant silentSince) {
    if (terms.isVainWith(fields.keySet())) {
      return List.of();
    }
    var lanes = new ArrayList<Lane>();
    for (var state : storedStates(terms)) {
      var lane = new Lane(reading, project, fields, terms, state, silentSince);
      behind.ifPresent(lane::begin);
      lanes.add(lane);
    }
    return lanes;
  }

  /// As which states the runs are stored that are looked for; one without value for all.
  private static List<Optional<RunCondition>> storedStates(RunSearch.Terms terms) {
    return terms.conditions().stream()
        .filter(c -> c.isOfState() && c.isEquality())
        .findFirst()
        .map(c -> {
          var isCrashed = c.value().equals(FieldValue.of(RunState.CRASHED.text()));
          return isCrashed
              ? List.of(Optional.of(c), Optional.of(stored(RunState.RUNNING)))
              : List.of(Optional.of(c));
        })
        .orElseGet(() -> List.of(Optional.empty()));
  }

  private static RunCondition stored(RunState state) {
    return new RunCondition(RunFields.STATE, Operator.EQUAL, FieldValue.of(state.text()));
  }

  /// The condition with the fewest runs, if these are few.
  private Optional<RunCondition> fewest(List<RunCondition> indexed) {
    var counts = new HashMap<RunCondition, Integer>();
    for (var condition : indexed) {
      var field = field(condition.field());
      if (field.isPresent()) {
        var source = Source.hits(field.getAsLong(), condition, FEW + 1);
        counts.put(condition, CandidateRows.count(reading, source));
      }
    }
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() <= FEW)
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  /// By their own numbers, the runs of one value lie in order too.
  private Optional<RunCondition> first(List<RunCondition> indexed) {
    return indexed.stream().filter(c -> isInOrder(c) && field(c.field()).isPresent()).findFirst();
  }

  /// Whether the index has the runs of this condition in the order of the search.
  private boolean isInOrder(RunCondition condition) {
    return terms.order().field().isEmpty() && condition.isEquality();
  }

  private OptionalLong field(String name) {
    var id = fields.get(name);
    return id == null ? OptionalLong.empty() : OptionalLong.of(id);
  }

  private void begin(Position behind) {
    last = behind;
    phase = behind.phase();
  }

  /// The next run, read with `count` others if none is ahead; empty at the end.
  Optional<Step> peek(int count) {
    while (ahead.isEmpty() && !isAtEnd) {
      advance(count);
    }
    return Optional.ofNullable(ahead.peek());
  }

  Step take() {
    return ahead.remove();
  }

  private boolean isFound(Candidate candidate) {
    return pinned.filter(c -> !c.holds(candidate.value(c.field()))).isEmpty()
        && candidate.matches(terms);
  }

  private void advance(int count) {
    if (isFew) {
      var condition = driver.orElseThrow();
      add(Source.hits(field(condition.field()).orElseThrow(), condition, FEW + FEW / 2));
      isAtEnd = true;
      return;
    }
    if (isPhaseVain()) {
      endPhase();
      return;
    }
    var source = source(count);
    if (source.isEmpty()) {
      endPhase();
      return;
    }
    var read = add(source.get());
    if (read < count) {
      endPhase();
    }
  }

  private void endPhase() {
    isAtEnd = phase == 2 || terms.order().field().isEmpty();
    phase++;
  }

  /// Whether no value of this kind can match what is asked of the value that it is sorted by.
  private boolean isPhaseVain() {
    return terms.onOrder().stream()
        .anyMatch(c -> phase == 2 || (phase == 0) != c.value().number().isPresent());
  }

  private Optional<Source> source(int count) {
    var isDescending = terms.order().isDescending();
    if (terms.order().field().isEmpty()) {
      var seq = last == null ? isDescending ? Long.MAX_VALUE : -1 : last.seq();
      return Optional.of(
          driver
              .map(c -> Source.equal(field(c.field()).orElseThrow(), c, isDescending, seq, count))
              .orElseGet(() -> Source.runs(project, isDescending, seq, count)));
    }
    var place = last != null && last.phase() == phase ? last : null;
    if (phase == 2) {
      var seq = place == null ? Long.MAX_VALUE : place.seq();
      return Optional.of(Source.runs(project, true, seq, count));
    }
    var field = terms.order().field().map(this::field).orElseThrow();
    if (field.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        phase == 0
            ? Source.numbers(
                field.getAsLong(),
                isDescending,
                place == null ? Source.Place.beforeNumbers(isDescending) : Source.Place.of(place),
                bound(Operator.GREATER, Operator.AT_LEAST, -Double.MAX_VALUE),
                bound(Operator.LESS, Operator.AT_MOST, Double.MAX_VALUE),
                count)
            : Source.texts(
                field.getAsLong(),
                isDescending,
                place == null ? Source.Place.beforeTexts(isDescending) : Source.Place.of(place),
                count));
  }

  private double bound(Operator open, Operator closed, double otherwise) {
    return terms.onOrder().stream()
        .filter(
            c -> c.operator() == open || c.operator() == closed || c.operator() == Operator.EQUAL)
        .flatMap(c -> c.value().number().stream().boxed())
        .findFirst()
        .orElse(otherwise);
  }

  /// How many the source had.
  private int add(Source source) {
    var read = CandidateRows.read(reading, source, fields, terms, silentSince);
    var behind = last;
    read.stream()
        .map(this::step)
        .filter(step -> behind == null || order.compare(step.position(), behind) > 0)
        .sorted(Comparator.comparing(Step::position, order))
        .forEach(ahead::add);
    if (!ahead.isEmpty() && !isFew) {
      last = ahead.getLast().position();
    }
    return read.size();
  }

  /// Where those without a value are read, one that has a value is met again, and passed over.
  private Step step(Candidate candidate) {
    var position = candidate.position(terms.order());
    var isMetAgain = !isFew && phase == 2 && position.phase() != 2;
    return isMetAgain
        ? new Step(new Position(Optional.empty(), candidate.seq()), false)
        : new Step(position, isFound(candidate));
  }
}
