// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@OnBothEngines
class PermissionMatrixTest {
  private final Facts facts;
  private final TestAccess people;

  PermissionMatrixTest(TestFacts db) {
    facts = db.facts();
    people = new TestAccess(facts);
  }

  @ParameterizedTest(name = "{0} in a {1} with a {2} key: {3}, {4}, {5}")
  @CsvFileSource(resources = "permissions.csv", numLinesToSkip = 2)
  void each_caller_may_what_the_matrix_says(
      String caller, String place, String scopes, String read, String write, String admin) {
    var namespace = place(place);
    var who = TestAccess.with(caller(caller, namespace), scopes(scopes));

    assertThat(answer(who, namespace, Permission.READ)).isEqualTo(read);
    assertThat(answer(who, namespace, Permission.WRITE)).isEqualTo(write);
    assertThat(answer(who, namespace, Permission.ADMIN)).isEqualTo(admin);
    assertThat(isListed(who, namespace)).isEqualTo(read.equals("yes"));
  }

  private Namespace place(String place) {
    return switch (place) {
      case "team" -> people.team(newName());
      case "registry" -> people.registry(newName());
      case "open-registry" -> people.openRegistry(newName());
      default -> throw new IllegalArgumentException(place);
    };
  }

  private Principal caller(String caller, Namespace there) {
    return switch (caller) {
      case "installation-admin" -> people.admin();
      case "installation-auditor" -> people.user(newName(), InstallationRole.AUDITOR);
      case "auditor-who-is-team-admin" ->
          people.put(people.user(newName(), InstallationRole.AUDITOR), there, Role.ADMIN);
      case "outsider" -> people.user(newName());
      default -> people.put(people.user(newName()), there, Role.of("caller", caller));
    };
  }

  private static Set<Scope> scopes(String scopes) {
    return scopes.equals("full")
        ? EnumSet.allOf(Scope.class)
        : Arrays.stream(scopes.split("\\+", -1))
            .map(word -> Scope.of("scopes", word))
            .collect(Collectors.toSet());
  }

  private String answer(Principal who, Namespace namespace, Permission permission) {
    var byName = outcome(() -> require(who, namespace, permission));
    var byId =
        outcome(() -> facts.read(r -> people.access().require(r, who, namespace.id(), permission)));
    assertThat(byId).isEqualTo(byName);
    boolean allowed = facts.read(r -> people.access().allows(r, who, namespace.id(), permission));
    assertThat(allowed).isEqualTo(byName.equals("yes"));
    return byName;
  }

  private Namespace require(Principal who, Namespace namespace, Permission permission) {
    return facts.read(r -> people.access().require(r, who, namespace.name(), permission));
  }

  private static String outcome(Runnable question) {
    try {
      question.run();
      return "yes";
    } catch (Failure e) {
      return e.code();
    }
  }

  private boolean isListed(Principal who, Namespace namespace) {
    var readable = people.access().readable(who);
    return facts.read(r ->
        readable
            .bind(
                r.handle()
                    .createQuery(
                        "select n.id from namespace n where n.id = :id and "
                            + readable.condition("n.id")))
            .bind("id", namespace.id().value())
            .mapTo(UUID.class)
            .findOne()
            .isPresent());
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
