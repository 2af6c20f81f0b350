// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import io.cairn.core.failure.Failure;
import java.util.ArrayList;
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

  private final Map<String, @Nullable Object> filter;

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

  private static boolean all(
      Map<?, ? extends @Nullable Object> filter,
      Function<String, @Nullable Object> values,
      int[] terms) {
    if (++terms[0] > MAX_TERMS) {
      throw new Failure.Invalid("filters", "filters.count", "filters has too many terms");
    }
    return filter.entrySet().stream()
        .allMatch(entry -> one(String.valueOf(entry.getKey()), entry.getValue(), values, terms));
  }

  private static boolean one(
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

  private static boolean compare(String operator, List<?> found, @Nullable Object wanted) {
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
      case "$regex" ->
          found.stream()
              .anyMatch(value ->
                  value != null
                      && new SimplePattern(String.valueOf(wanted)).isFoundIn(value.toString()));
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
      return Integer.signum(a.compareTo(b));
    }
    return 0;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
