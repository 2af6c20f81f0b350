// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.attribute.AttributeQuestion.Sort;
import io.cairn.core.attribute.AttributeRows.Subject;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.json.JsonObject;
import io.cairn.core.page.Condition;
import io.cairn.core.page.Condition.Value;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// The search finds, in the order asked for and each once, exactly what a walk over all finds.
@OnBothEngines
class AttributeSearchTest {
  private static final List<String> KEYS = List.of("m.a", "m.b", "m.c.d", "m.list", "tag");
  private static final List<Object> VALUES =
      List.of(
          1,
          2,
          0.5,
          -3.25,
          1_000_000_007L,
          "red",
          "Red",
          "green tea",
          "ÄÖ",
          "1",
          "true",
          true,
          false,
          "50%",
          "a_b!");
  private static final List<String> GIVEN =
      List.of(
          "1",
          "2",
          "0.5",
          "-3.25",
          "1.000000007e9",
          "red",
          "Red",
          "\"green tea\"",
          "äö",
          "\"1\"",
          "\"true\"",
          "true",
          "false",
          "%",
          "_",
          "!",
          "RE",
          "e");

  private final TestFacts db;
  private final List<NamespaceId> spaces = List.of(newSpace(), newSpace(), newSpace());
  private final List<Thing> things = new ArrayList<>();

  AttributeSearchTest(TestFacts db) {
    this.db = db;
  }

  private record Thing(Subject subject, List<Attribute> attributes) {}

  @Test
  void it_finds_what_a_walk_over_all_finds() {
    var random = new Random(20261001);
    for (var i = 0; i < 150; i++) {
      put(i + 1, spaces.get(random.nextInt(3)), random);
    }

    for (var i = 0; i < 150; i++) {
      var conditions = new ArrayList<AttributeCondition>();
      for (var n = random.nextInt(4); n > 0; n--) {
        conditions.add(new AttributeCondition(randomCondition(random), random.nextBoolean()));
      }
      var asked = spaces.subList(random.nextInt(2), 2 + random.nextInt(2));
      var question = new AttributeQuestion(asked, conditions, "", Map.of(), randomSort(random));
      // So each way is gone: that of few rows, and that along an index.
      var search = new AttributeSearch("", random.nextBoolean() ? 1_000 : 0);

      assertThat(all(search, question))
          .as("%s in %s", question, search)
          .isEqualTo(expected(question));
    }
  }

  @Test
  void a_filter_of_the_noun_and_what_lives_are_asked_for_too() {
    put(1, spaces.getFirst(), new Random(1));
    put(2, spaces.getFirst(), new Random(2));
    var question =
        new AttributeQuestion(
            spaces,
            List.of(),
            " and a.subject_seq > :least",
            Map.of("least", 1L),
            Optional.empty());

    assertThat(all(new AttributeSearch(""), question)).hasSize(1);
    assertThat(all(new AttributeSearch("join project x on x.id = a.subject_id"), question))
        .isEmpty();
  }

  @Test
  void many_teams_and_registries_are_merged() {
    var many = new ArrayList<NamespaceId>();
    for (var i = 0; i < 230; i++) {
      many.add(newSpace());
      put(i + 1, many.getLast(), new Random(i));
    }
    var question = new AttributeQuestion(many, List.of(), "", Map.of(), Optional.empty());

    assertThat(all(new AttributeSearch(""), question)).isEqualTo(expected(question));
  }

  @Test
  void what_no_data_base_keeps_does_no_harm() {
    var json =
        JsonObject.parse(
            "metadata",
            """
            {"a\\u0000b":"c\\u0000","long":"%s","%s":1,"n":1e308,"deep":{"x":[[1,{"y":null}]]},
             "big":%s}
            """
                .formatted("x".repeat(9_000) + "😀", "k".repeat(300), "9".repeat(400)));

    var attributes = Flattening.of("m", json);
    var subject = new Subject(UUID.randomUUID(), 1, spaces.getFirst());
    db.facts()
        .write(tx -> {
          AttributeRows.replace(tx, subject, attributes);
          return subject;
        });

    assertThat(attributes)
        .extracting(Attribute::key)
        .containsExactly("m.a\uFFFDb", "m.long", "m.n", "m.deep.x");
    var question =
        new AttributeQuestion(
            spaces,
            List.of(AttributeCondition.of(Condition.parse("m.long~xxx"))),
            "",
            Map.of(),
            Optional.empty());
    assertThat(all(new AttributeSearch(""), question)).containsExactly(subject.id());
  }

  private void put(long seq, NamespaceId space, Random random) {
    var members = new LinkedHashMap<String, Object>();
    members.put("a", VALUES.get(random.nextInt(VALUES.size())));
    if (random.nextBoolean()) {
      members.put("b", random.nextInt(4));
      members.put("c", Map.of("d", VALUES.get(random.nextInt(VALUES.size()))));
      members.put("list", List.of(random.nextInt(3), "red", random.nextInt(3)));
    }
    var attributes = new ArrayList<>(Flattening.of("m", JsonObject.of("metadata", members)));
    if (random.nextBoolean()) {
      attributes.add(Attribute.text("tag", "red"));
    }
    var thing = new Thing(new Subject(UUID.randomUUID(), seq, space), attributes);
    things.add(thing);
    db.facts()
        .write(tx -> {
          AttributeRows.replace(tx, thing.subject(), List.of(Attribute.text("tag", "stale")));
          AttributeRows.replace(tx, thing.subject(), thing.attributes());
          return thing;
        });
  }

  private static Condition randomCondition(Random random) {
    while (true) {
      var operator =
          Condition.Operator.values()[random.nextInt(Condition.Operator.values().length)];
      var given = GIVEN.get(random.nextInt(GIVEN.size()));
      if (!operator.isOrder() || !given.equals("true") && !given.equals("false")) {
        return Condition.parse(
            KEYS.get(random.nextInt(KEYS.size())) + operator.sign() + " " + given);
      }
    }
  }

  private static Optional<Sort> randomSort(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Sort(Optional.empty(), random.nextBoolean()));
      case 2 -> Optional.of(new Sort(Optional.of("m.list"), random.nextBoolean()));
      default -> Optional.of(new Sort(Optional.of("m.b"), random.nextBoolean()));
    };
  }

  private List<UUID> all(AttributeSearch search, AttributeQuestion question) {
    var found = new ArrayList<UUID>();
    var next = new PageRequest(7, Optional.empty());
    while (true) {
      var request = next;
      Page<UUID> page = db.facts().read(reading -> search.page(reading, question, request));
      found.addAll(page.items());
      if (page.next().isEmpty()) {
        return found;
      }
      assertThat(page.items()).hasSize(7);
      next = new PageRequest(7, page.next());
    }
  }

  private List<UUID> expected(AttributeQuestion question) {
    var sort = question.order();
    var bySeq = Comparator.comparingLong((Thing thing) -> thing.subject().seq());
    var order =
        sort.key()
            .map(key ->
                Comparator.comparingDouble((Thing thing) -> number(thing, key))
                    .thenComparing(bySeq))
            .orElse(bySeq);
    return things.stream()
        .filter(thing -> question.namespaces().contains(thing.subject().namespace()))
        .filter(thing -> question.conditions().stream().allMatch(c -> holds(c, thing)))
        .filter(thing -> sort.key().map(key -> !Double.isNaN(number(thing, key))).orElse(true))
        .sorted(sort.isDescending() ? order.reversed() : order)
        .map(thing -> thing.subject().id())
        .toList();
  }

  private static double number(Thing thing, String key) {
    return thing.attributes().stream()
        .filter(attribute -> attribute.key().equals(key) && !attribute.isItem())
        .filter(attribute -> attribute.value() instanceof Value.OfNumber)
        .mapToDouble(attribute -> Double.parseDouble(attribute.value().text()))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static boolean holds(AttributeCondition asked, Thing thing) {
    var condition = asked.condition();
    var values =
        thing.attributes().stream()
            .filter(attribute -> attribute.key().equals(condition.key()))
            .map(Attribute::value)
            .toList();
    Predicate<Value> equal = value -> equal(value, condition.value());
    return switch (condition.operator()) {
      case EQUAL -> values.stream().anyMatch(equal);
      case NOT_EQUAL ->
          values.stream().noneMatch(equal) && (asked.holdsIfAbsent() || !values.isEmpty());
      case CONTAINS ->
          values.stream()
              .anyMatch(value ->
                  value instanceof Value.OfText(var text)
                      && small(text).contains(small(condition.value().text())));
      case GREATER -> values.stream().anyMatch(v -> order(v, condition.value(), 1, 1));
      case AT_LEAST -> values.stream().anyMatch(v -> order(v, condition.value(), 0, 1));
      case LESS -> values.stream().anyMatch(v -> order(v, condition.value(), -1, -1));
      case AT_MOST -> values.stream().anyMatch(v -> order(v, condition.value(), -1, 0));
    };
  }

  private static boolean equal(Value a, Value b) {
    return a instanceof Value.OfNumber(var x, _) && b instanceof Value.OfNumber(var y, _)
        ? x == y
        : a.equals(b);
  }

  private static boolean order(Value a, Value b, int least, int most) {
    int sign;
    if (a instanceof Value.OfNumber(var x, _) && b instanceof Value.OfNumber(var y, _)) {
      sign = Double.compare(x, y);
    } else if (a instanceof Value.OfText(var x) && b instanceof Value.OfText(var y)) {
      sign = Integer.signum(x.compareTo(y));
    } else {
      return false;
    }
    return sign >= least && sign <= most;
  }

  private static String small(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static NamespaceId newSpace() {
    return new NamespaceId(UUID.randomUUID());
  }
}
