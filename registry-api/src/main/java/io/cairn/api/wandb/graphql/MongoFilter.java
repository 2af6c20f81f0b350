// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cairn.core.failure.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The filters of the SDK, which look like queries of MongoDB: `{"config.lr":{"$gt":0.1}}`,
/// `{"$or":[{"tag":"prod"},{"alias":"best"}]}`. A field with several values fulfils what one of
/// them does.
public final class MongoFilter {
  private static final int MAX_TERMS = 100;
  private static final int MAX_PATTERN = 500;
  private static final int MAX_REPEATED = 1_000;
  private static final Pattern REPEATED = Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].{4,30})?");

  private final Map<String, @Nullable Object> filter;
  private final Map<String, Pattern> patterns = new HashMap<>();

  private MongoFilter(Map<String, @Nullable Object> filter) {
    this.filter = filter;
  }

  /// @throws Failure.Invalid naming `filters`
  public static MongoFilter parse(Optional<String> text) {
    return new MongoFilter(
        text.filter(given -> !given.isBlank() && !given.equals("null"))
            .map(given -> LooseJson.object("filters", given))
            .orElseGet(Map::of));
  }

  public boolean isEmpty() {
    return filter.isEmpty();
  }

  /// Whether it asks for nothing, or for that alone.
  public boolean isOnly(String key, String value) {
    return isEmpty() || (filter.size() == 1 && value.equals(filter.get(key)));
  }

  /// One comparison that must hold whatever else does.
  public record Term(String key, String operator, Object value) {}

  /// Those comparisons by which a search may be narrowed before the whole is asked.
  public List<Term> necessary() {
    var terms = new ArrayList<Term>();
    collect(filter, terms);
    return terms;
  }

  private static void collect(Map<?, ? extends @Nullable Object> filter, List<Term> terms) {
    filter.forEach((key, value) -> {
      var name = String.valueOf(key);
      if (name.equals("$and") && value instanceof List<?> parts) {
        parts.forEach(part -> {
          if (part instanceof Map<?, ?> map) {
            collect(map, terms);
          }
        });
      } else if (!name.startsWith("$") && value instanceof Map<?, ?> operators) {
        operators.forEach((operator, operand) -> {
          if (operand != null) {
            terms.add(new Term(name, String.valueOf(operator), operand));
          }
        });
      } else if (!name.startsWith("$") && value != null) {
        terms.add(new Term(name, "$eq", value));
      }
    });
  }

  /// @param values what a thing has under a key: null, a scalar or a list
  /// @throws Failure.Invalid naming `filters` if it has an operator that is not known
  public boolean holds(Function<String, @Nullable Object> values) {
    return all(filter, values, new int[1]);
  }

  private boolean all(
      Map<?, ? extends @Nullable Object> filter,
      Function<String, @Nullable Object> values,
      int[] terms) {
    if (++terms[0] > MAX_TERMS) {
      throw new Failure.Invalid("filters", "filters.count", "filters has too many terms");
    }
    return filter.entrySet().stream()
        .allMatch(entry -> one(String.valueOf(entry.getKey()), entry.getValue(), values, terms));
  }

  private boolean one(
      String key, @Nullable Object value, Function<String, @Nullable Object> values, int[] terms) {
    Predicate<Object> inner = part -> part instanceof Map<?, ?> map && all(map, values, terms);
    return switch (key) {
      case "$and" -> list(value).stream().allMatch(inner);
      case "$or" -> list(value).isEmpty() || list(value).stream().anyMatch(inner);
      case "$nor" -> list(value).stream().noneMatch(inner);
      case "$not" -> value == null || !inner.test(value);
      default -> {
        var found = values.apply(key);
        var candidates =
            found instanceof List<?> several ? several : java.util.Collections.singletonList(found);
        yield value instanceof Map<?, ?> operators
            ? operators.entrySet().stream()
                .allMatch(
                    entry -> compare(String.valueOf(entry.getKey()), candidates, entry.getValue()))
            : compare("$eq", candidates, value);
      }
    };
  }

  private boolean compare(String operator, List<?> found, @Nullable Object wanted) {
    return switch (operator) {
      case "$eq" -> found.stream().anyMatch(value -> isEqual(value, wanted));
      case "$ne" -> found.stream().noneMatch(value -> isEqual(value, wanted));
      case "$in" ->
          found.stream()
              .anyMatch(value -> list(wanted).stream().anyMatch(item -> isEqual(value, item)));
      case "$nin" ->
          found.stream()
              .noneMatch(value -> list(wanted).stream().anyMatch(item -> isEqual(value, item)));
      case "$gt" -> found.stream().anyMatch(value -> order(value, wanted) == 1);
      case "$gte" ->
          found.stream().anyMatch(value -> order(value, wanted) == 1 || isEqual(value, wanted));
      case "$lt" -> found.stream().anyMatch(value -> order(value, wanted) == -1);
      case "$lte" ->
          found.stream().anyMatch(value -> order(value, wanted) == -1 || isEqual(value, wanted));
      case "$exists" -> found.stream().anyMatch(Objects::nonNull) == !Boolean.FALSE.equals(wanted);
      case "$contains" ->
          found.stream()
              .anyMatch(
                  value -> value != null && value.toString().contains(String.valueOf(wanted)));
      case "$regex" -> {
        var pattern = patterns.computeIfAbsent(String.valueOf(wanted), MongoFilter::regex);
        yield found.stream()
            .anyMatch(value -> value != null && pattern.matcher(value.toString()).find());
      }
      case "$not" ->
          wanted instanceof Map<?, ?> map
              && !map.entrySet().stream()
                  .allMatch(
                      entry -> compare(String.valueOf(entry.getKey()), found, entry.getValue()));
      default ->
          throw new Failure.Invalid(
              "filters",
              "filters.operator",
              "filters has the operator '" + operator + "', which is not known here");
    };
  }

  /// As the SDK says it: in the syntax of RE2, and found in time that grows with the text alone.
  private static Pattern regex(String text) {
    if (text.length() > MAX_PATTERN) {
      throw new Failure.Invalid(
          "filters",
          "filters.regex",
          "filters: a regular expression has at most " + MAX_PATTERN + " characters");
    }
    // The library unfolds what is repeated, and what is repeated in it.
    var repeated = 1L;
    for (var counts = REPEATED.matcher(text); counts.find(); ) {
      var least = Long.parseLong(counts.group(1));
      var most = counts.group(2) == null || counts.group(2).isEmpty() ? "0" : counts.group(2);
      repeated *= Math.max(1, Math.max(least, Long.parseLong(most)));
      if (repeated > MAX_REPEATED) {
        throw new Failure.Invalid(
            "filters",
            "filters.regex",
            "filters: a regular expression repeats at most " + MAX_REPEATED + " times in all");
      }
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new Failure.Invalid(
          "filters", "filters.regex", "filters: no regular expression: " + e.getMessage());
    }
  }

  private static boolean isEqual(@Nullable Object found, @Nullable Object wanted) {
    if (found instanceof Number a && wanted instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue()) == 0;
    }
    return Objects.equals(found, wanted);
  }

  /// -1, 1, or 0 for what is equal or has no order.
  private static int order(@Nullable Object found, @Nullable Object wanted) {
    if (found instanceof Number a && wanted instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    if (found instanceof String a && wanted instanceof String b) {
      var one = time(a);
      var other = one.isPresent() ? time(b) : Optional.<Instant>empty();
      return Integer.signum(other.isPresent() ? one.get().compareTo(other.get()) : a.compareTo(b));
    }
    return 0;
  }

  /// A day, or a time with or without a zone, which is UTC's then.
  private static Optional<Instant> time(String text) {
    if (!TIME.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      var whole = (text.length() == 10 ? text + "T00:00" : text).replace(' ', 'T');
      var read =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              whole, OffsetDateTime::from, LocalDateTime::from);
      return Optional.of(
          read instanceof OffsetDateTime with
              ? with.toInstant()
              : ((LocalDateTime) read).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
