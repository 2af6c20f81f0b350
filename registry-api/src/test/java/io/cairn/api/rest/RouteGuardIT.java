// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

/// Deny by default, on every route that there is (security rules Z1, A7): no route is listed here,
/// so a new one is in the test as soon as it exists.
@QuarkusTest
class RouteGuardIT extends ServerTest {
  @Test
  void every_route_refuses_a_caller_without_a_key() {
    assertThat(openTo(anonymous(), _ -> true, 401)).isEmpty();
  }

  @Test
  void every_route_refuses_what_only_looks_like_a_key() {
    var key = "crn_p_" + "0".repeat(34) + "_000000";

    assertThat(openTo(api(key), _ -> true, 401)).isEmpty();
  }

  @Test
  void no_key_of_scope_read_passes_the_guard_of_a_route_that_writes() {
    assertThat(openTo(withScopes("read"), Route::writes, 403)).isEmpty();
  }

  @Test
  void no_key_without_scope_read_passes_the_guard_of_a_route_that_reads() {
    assertThat(openTo(withScopes("write"), route -> !route.writes(), 403)).isEmpty();
  }

  @Test
  void every_method_that_serves_a_route_says_who_may() {
    var unguarded =
        routeMethods()
            .filter(method -> !method.isAnnotatedWith(RolesAllowed.class))
            .filter(method -> !method.isAnnotatedWith(PermitAll.class))
            .map(JavaMethod::getFullName)
            .toList();

    assertThat(unguarded).isEmpty();
  }

  @Test
  void only_health_and_signed_urls_are_open_to_all() {
    var open =
        routeMethods()
            .filter(method -> method.isAnnotatedWith(PermitAll.class))
            .map(method -> method.getOwner().getSimpleName())
            .distinct()
            .toList();

    assertThat(open).containsExactlyInAnyOrder("HealthResource", "SignedResource");
  }

  @Test
  void no_route_that_takes_a_key_is_left_out_of_the_document() {
    var hidden =
        routeMethods()
            .filter(method -> method.isAnnotatedWith(RolesAllowed.class))
            .filter(method ->
                method.tryGetAnnotationOfType(Operation.class).map(Operation::hidden).orElse(false))
            .map(JavaMethod::getFullName)
            .toList();

    assertThat(hidden).isEmpty();
  }

  private List<String> openTo(Api api, Predicate<Route> which, int refusal) {
    var open = new ArrayList<String>();
    for (var route : Route.all(anonymous())) {
      if (which.test(route)) {
        var answer = route.call(api);
        if (answer.status() != refusal) {
          open.add(route.text() + " answered " + answer.status() + " " + answer.text());
        }
      }
    }
    return open;
  }

  private Api withScopes(String... scopes) {
    var made = admin().post("/keys", Map.of("scopes", List.of(scopes))).expect(201);
    return api(made.at("/key"));
  }

  private static Stream<JavaMethod> routeMethods() {
    return classes().stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class));
  }

  private static JavaClasses classes() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("io.cairn.api");
  }
}
