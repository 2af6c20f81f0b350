// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The whole rule of protected aliases as one table, way round × role, driven through the real
/// routes (security rule Z5). Each cell says what the role is answered; after a refusal all that
/// the way could have changed is as before, and an allowed way did change something.
///
/// A route that writes is either in the table or in `unprotecting-routes.csv` with the reason why
/// no protected alias can be reached by it.
@QuarkusTest
class ProtectionIT extends ServerTest {
  private static final String ALLOWED = "ok";

  private static @Nullable Place shared;

  /// One line of the table.
  record Row(String way, List<String> routes, Map<String, String> cells) {
    @Override
    public String toString() {
      return way;
    }
  }

  static Stream<Row> table() {
    var lines = lines("protection.csv");
    var roles = cells(lines.getFirst());
    return lines.stream()
        .skip(1)
        .map(line -> {
          var cells = cells(line);
          var byRole = new LinkedHashMap<String, String>();
          for (var column = 2; column < roles.size(); column++) {
            byRole.put(roles.get(column), cells.get(column));
          }
          return new Row(cells.get(0), List.of(cells.get(1).split(" \\+ ", -1)), byRole);
        });
  }

  @ParameterizedTest
  @MethodSource("table")
  void whom_the_table_refuses_is_refused_by_the_rule_it_names_and_changes_nothing(Row row) {
    var place = sharedPlace();
    // A new member of the registry would be seen as a change.
    row.cells().keySet().forEach(place::caller);
    var before = place.world().snapshot();
    var surprises = new ArrayList<String>();

    row.cells().entrySet().stream()
        .filter(cell -> !cell.getValue().equals(ALLOWED))
        .forEach(cell -> {
          var answer = WaysRound.go(row.way(), place.world(), place.caller(cell.getKey()));
          if (!(answer.status() + " " + answer.at("/code")).startsWith(cell.getValue())) {
            surprises.add(cell + " expected, " + answer.text());
          }
        });

    assertThat(surprises).isEmpty();
    assertThat(place.world().snapshot()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("table")
  void whom_the_table_allows_does_it(Row row) {
    row.cells()
        .forEach((role, expected) -> {
          if (expected.equals(ALLOWED)) {
            var place = newPlace();
            var before = place.world().snapshot();

            var answer = WaysRound.go(row.way(), place.world(), place.caller(role));

            assertThat(answer.status()).as("%s: %s", role, answer.text()).isBetween(200, 299);
            assertThat(place.world().snapshot()).as(role).isNotEqualTo(before);
          }
        });
  }

  @Test
  void every_route_that_writes_is_in_the_table_or_is_told_why_not() {
    var unknown = writingRoutes();
    unknown.removeAll(tableRoutes());
    free().forEach(cells -> unknown.remove(cells.getFirst()));

    assertThat(unknown).isEmpty();
  }

  @Test
  void every_route_that_is_listed_exists() {
    assertThat(writingRoutes()).containsAll(tableRoutes());
    assertThat(writingRoutes()).containsAll(free().stream().map(List::getFirst).toList());
  }

  @Test
  void no_route_is_in_the_table_and_told_to_be_harmless() {
    assertThat(free()).noneMatch(cells -> tableRoutes().contains(cells.getFirst()));
    assertThat(free()).allMatch(cells -> cells.size() == 2 && !cells.get(1).isBlank());
  }

  private Set<String> writingRoutes() {
    var writing = new TreeSet<String>();
    Route.all(anonymous()).stream()
        .filter(Route::writes)
        .forEach(route -> writing.add(route.text()));
    return writing;
  }

  private static Set<String> tableRoutes() {
    return table().flatMap(row -> row.routes().stream()).collect(Collectors.toSet());
  }

  private static List<List<String>> free() {
    return lines("unprotecting-routes.csv").stream().skip(1).map(ProtectionIT::cells).toList();
  }

  /// A world, and who plays which role in it.
  private record Place(ProtectedWorld world, Function<String, Api> cast, Map<String, Api> seen) {
    Api caller(String role) {
      return seen.computeIfAbsent(role, cast);
    }
  }

  /// The world of all refusals: none changes it, so one serves them all.
  private Place sharedPlace() {
    if (shared == null) {
      shared = newPlace();
    }
    return shared;
  }

  private Place newPlace() {
    var team = newTeam();
    var registry = newRegistry();
    var viewer = newRegistryPerson(registry, "viewer");
    var boss = newRegistryPerson(registry, "admin");
    var world = new ProtectedWorld(admin(), team, registry, viewer.name(), boss.name());
    Function<String, Api> cast =
        role ->
            switch (role) {
              case "anonymous" -> anonymous();
              case "outsider" -> newPerson().api();
              case "registry-viewer" -> viewer.api();
              case "registry-member" -> inBoth(team, registry, "member");
              case "team-admin" -> newTeamPerson(team, "admin").api();
              case "registry-admin" -> inBoth(team, registry, "admin");
              case "auditor" -> newAuditor();
              case "admin" -> admin();
              default -> throw new IllegalArgumentException("no such role: " + role);
            };
    return new Place(world, cast, new HashMap<>());
  }

  /// A member of the team with that role in the registry.
  private Api inBoth(String team, String registry, String role) {
    var person = newRegistryPerson(registry, role);
    admin()
        .put("/teams/" + team + "/members/" + person.name(), Map.of("role", "member"))
        .expect(200);
    return person.api();
  }

  private Api newAuditor() {
    var auditor = newPerson();
    admin().patch("/users/" + auditor.name(), Map.of("role", "auditor")).expect(200);
    return auditor.api();
  }

  private static List<String> lines(String file) {
    try (var in = ProtectionIT.class.getResourceAsStream(file)) {
      var text =
          new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(String line) {
    return List.of(line.split("\\|", -1));
  }
}
