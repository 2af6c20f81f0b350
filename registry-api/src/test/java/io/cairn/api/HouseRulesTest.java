// SPDX-License-Identifier: Apache-2.0
package io.cairn.api;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.cairn.core.fact.Facts;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The rooms of the house and the doors between them. A new package finds its place here first.
class HouseRulesTest {

  /// The nouns of the core, as rows from the roof to the ground. A noun uses rows below its own,
  /// never one above or beside it.
  private static final List<Set<String>> CORE_ROWS =
      List.of(
          Set.of("check"),
          Set.of("automation", "backup", "export", "keep", "report", "search", "retention"),
          Set.of("audit", "draft", "registry", "runfile", "trace"),
          Set.of("artifact", "attachment", "run"),
          Set.of("attribute", "content", "idempotency", "lineage", "project"),
          Set.of("access"),
          Set.of("job"),
          Set.of("event"),
          Set.of("fact"),
          Set.of("json", "name", "page", "series", "time"),
          Set.of("failure"));

  private static final String[] FACES = {"rest", "wandb", "mlflow", "oci", "huggingface", "ui"};

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.cairn");

  @Test
  void all_modules_are_in_sight_of_these_rules() {
    assertThat(HOUSE)
        .extracting(JavaClass::getPackageName)
        .contains("io.cairn.core.fact", "io.cairn.storage.local", "io.cairn.client")
        .contains("io.cairn.reference")
        .contains("io.cairn.api.http");
  }

  @Test
  void core_knows_neither_doors_nor_stores() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.cairn.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.cairn.api..",
                "io.cairn.storage..",
                "io.cairn.client..",
                "io.cairn.cli..",
                "io.cairn.reference..",
                "jakarta..",
                "io.quarkus..",
                "io.smallrye..",
                "io.vertx..",
                "com.fasterxml.jackson.databind..",
                "software.amazon..",
                "com.google.cloud..")
            .because("the domain is plain Java: faces and stores come and go around it"));
  }

  @Test
  void core_reads_and_writes_json_in_two_places() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.cairn.core..")
            .and()
            .resideOutsideOfPackages("io.cairn.core.json", "io.cairn.core.content")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..")
            .because("values are JsonObject, manifests stream; nothing else needs a parser"));
  }

  @Test
  void nouns_of_the_core_use_only_rows_below_their_own() {
    check(
        classes()
            .that()
            .resideInAPackage("io.cairn.core..")
            .should(useOnlyLowerRows())
            .because("a lower noun that needs a rule of a higher one declares a port for it"));
  }

  @Test
  void packages_have_no_cycles() {
    check(
        slices()
            .matching("io.cairn.core.(*)..")
            .should()
            .beFreeOfCycles()
            .because("what is in a cycle can only be understood all at once"));
    check(
        slices()
            .matching("io.cairn.api.(*)..")
            .should()
            .beFreeOfCycles()
            .because("what is in a cycle can only be understood all at once"));
  }

  @Test
  void only_the_package_of_a_store_knows_its_sdk() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.cairn.storage.s3..", "io.cairn.reference.s3..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .because("a store can be taken away, and is loaded only where it is chosen"));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.cairn.storage.gcs..", "io.cairn.reference.gcs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.cloud..", "com.google.auth..", "com.google.api..")
            .because("a store can be taken away, and is loaded only where it is chosen"));
  }

  @Test
  void stores_know_content_and_the_kernel_only() {
    check(
        classes()
            .that()
            .resideInAPackage("io.cairn.storage..")
            .should()
            .onlyDependOnClassesThat(
                resideOutsideOfPackages("io.cairn..")
                    .or(
                        resideInAnyPackage(
                            "io.cairn.storage..",
                            "io.cairn.core.content",
                            "io.cairn.core.failure",
                            "io.cairn.core.name",
                            "io.cairn.core.page",
                            "io.cairn.core.time")))
            .because("a store keeps bytes; it knows no version, alias or user"));
    check(
        slices()
            .matching("io.cairn.storage.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                resideInAnyPackage("io.cairn.storage.."),
                resideInAnyPackage("io.cairn.storage.bucket"))
            .because("a store is one package that can be taken away"));
  }

  @Test
  void only_the_wiring_names_a_store() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.cairn.storage..", "io.cairn.api.wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.cairn.storage..")
            .because("another store is another line in the wiring"));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.cairn.api.wiring..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.cairn.api.wiring..")
            .because("the wiring hands things out; nobody reaches into it"));
  }

  @Test
  void faces_do_not_know_each_other() {
    for (var face : FACES) {
      var others =
          List.of(FACES).stream()
              .filter(other -> !other.equals(face))
              .map(other -> "io.cairn.api." + other + "..")
              .toArray(String[]::new);
      check(
          noClasses()
              .that()
              .resideInAPackage("io.cairn.api." + face + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(others)
              .because("a face is one package that can be added or taken away"));
    }
  }

  @Test
  void every_face_has_one_failure_mapper() {
    for (var face : FACES) {
      var ofFace =
          HOUSE.stream()
              .filter(c -> c.getPackageName().startsWith("io.cairn.api." + face))
              .toList();
      if (!ofFace.isEmpty()) {
        assertThat(ofFace)
            .as("failure mappers of the face %s", face)
            .filteredOn(c -> c.getSimpleName().endsWith("FailureMapper"))
            .hasSize(1);
      }
    }
  }

  @Test
  void the_client_knows_nothing_of_ours() {
    check(
        classes()
            .that()
            .resideInAnyPackage("io.cairn.client..", "io.cairn.cli..")
            .should()
            .onlyDependOnClassesThat(
                resideOutsideOfPackages("io.cairn..")
                    .or(
                        resideInAnyPackage(
                            "io.cairn.client..", "io.cairn.cli..", "io.cairn.reference")))
            .because("it talks to a server of another version, over HTTP alone"));
    check(
        noClasses()
            .that()
            .resideInAPackage("io.cairn.client..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cairn.cli..", "picocli..")
            .because("the library is used without the command line"));
  }

  @Test
  void who_looks_at_other_stores_knows_nothing_of_ours() {
    check(
        classes()
            .that()
            .resideInAPackage("io.cairn.reference..")
            .should()
            .onlyDependOnClassesThat(
                resideOutsideOfPackages("io.cairn..")
                    .or(resideInAnyPackage("io.cairn.reference..")))
            .because("command line and server hold it in common, and they share nothing else"));
  }

  @Test
  void one_place_opens_what_others_name() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.cairn.api..")
            .and()
            .resideOutsideOfPackages("io.cairn.api.outbound", "io.cairn.api.wiring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cairn.reference..", "java.net.http..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.Socket")
            .because("rules of what the server may open hold in one place"));
  }

  @Test
  void sql_is_spoken_in_the_core_only() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.cairn.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql..", "org.flywaydb..")
            .because("a face calls a use case; rows and handles stay in the noun that owns them"));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.cairn.core.fact")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.sql..", "javax.sql..", "org.flywaydb..", "com.zaxxer..", "org.postgresql..")
            .because("connections, pools and migrations have one home"));
  }

  @Test
  void transactions_are_opened_in_the_core_only() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.cairn.core..")
            .should()
            .callMethod(Facts.class, "write", Function.class)
            .because("one use case is one transaction, which no face begins"));
  }

  @Test
  void every_package_says_that_nothing_is_null() {
    assertThat(HOUSE)
        .extracting(JavaClass::getPackage)
        .filteredOn(p -> !p.getClasses().isEmpty())
        .allSatisfy(p ->
            assertThat(isNullMarked(p))
                .as("%s has a package-info.java with @NullMarked", p.getName())
                .isTrue());
  }

  private static boolean isNullMarked(JavaPackage p) {
    return p.tryGetPackageInfo().map(info -> info.isAnnotatedWith(NullMarked.class)).orElse(false);
  }

  private static ArchCondition<JavaClass> useOnlyLowerRows() {
    return new ArchCondition<>("use only nouns of lower rows") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var noun = nounOf(type);
        var row = rowOf(noun);
        if (row < 0) {
          events.add(
              SimpleConditionEvent.violated(
                  type, "core." + noun + " has no row yet: give it one in CORE_ROWS"));
          return;
        }
        for (var dependency : type.getDirectDependenciesFromSelf()) {
          var target = dependency.getTargetClass();
          if (target.getPackageName().startsWith("io.cairn.core.")
              && !nounOf(target).equals(noun)
              && rowOf(nounOf(target)) <= row) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static String nounOf(JavaClass type) {
    return type.getPackageName().substring("io.cairn.core.".length()).split("\\.", 2)[0];
  }

  private static int rowOf(String noun) {
    return IntStream.range(0, CORE_ROWS.size())
        .filter(row -> CORE_ROWS.get(row).contains(noun))
        .findFirst()
        .orElse(-1);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }
}
