// SPDX-License-Identifier: Apache-2.0
package io.cairn.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.cairn.core.failure.Failure;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How classes are written, wherever they stand.
class CodeRulesTest {

  private static final String[] SERVER = {
    "io.cairn.core..", "io.cairn.storage..", "io.cairn.api.."
  };
  private static final Set<String> CLOCKS =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.InstantSource.system",
          "java.lang.System.currentTimeMillis");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.cairn");

  @Test
  void names_say_what_a_class_is_not_that_it_does_something() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*(Impl|Utils?|Helpers?|Manager|Processor)(\\$.*)?")
            .because("such a name fits every class, so it tells nothing of this one"));
  }

  @Test
  void dependencies_come_through_the_constructor() {
    check(
        noFields()
            .should()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
            .because("a test calls the constructor, and settings have interfaces in api.config"));
  }

  @Test
  void the_server_reads_the_clock_in_one_place() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(SERVER)
            .and()
            .resideOutsideOfPackage("io.cairn.core.time")
            .should()
            .accessTargetWhere(isOneOf(CLOCKS))
            .because("a test sets the clock; time comes from Timeline"));
  }

  @Test
  void core_and_stores_take_identities_from_the_timeline() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("io.cairn.core..", "io.cairn.storage..")
            .and()
            .resideOutsideOfPackage("io.cairn.core.time")
            .should()
            .accessTargetWhere(isOneOf(Set.of("java.util.UUID.randomUUID")))
            .because("rows made together lie together only with identities of the Timeline"));
  }

  @Test
  void the_server_neither_sleeps_nor_keeps_things_in_threads() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(SERVER)
            .should()
            .accessTargetWhere(isOneOf(Set.of("java.lang.Thread.sleep")))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocal.class)
            .because("a thread serves many requests, and a sleeping one serves none"));
  }

  @Test
  void the_server_prints_through_its_log() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(SERVER)
            .or()
            .resideInAPackage("io.cairn.client..")
            .should()
            .accessTargetWhere(isOneOf(Set.of("java.lang.System.out", "java.lang.System.err")))
            .because("standard output belongs to the command line and the demo"));
  }

  @Test
  void what_core_and_stores_throw_is_a_failure() {
    check(
        classes()
            .that()
            .resideInAnyPackage("io.cairn.core..", "io.cairn.storage..")
            .and()
            .areAssignableTo(Throwable.class)
            .should()
            .beAssignableTo(Failure.class)
            .because("every face answers the kinds of Failure, and no other"));
  }

  @Test
  void bytes_of_others_are_never_deserialised_as_java_objects() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.Object(In|Out)putStream")
            .because("Java serialisation runs code of whoever wrote the bytes"));
  }

  @Test
  void old_dates_and_reflection_on_tables_stay_outside() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Date|Calendar)")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "jakarta.persistence..", "jakarta.transaction..", "org.hibernate.orm..")
            .because("instants are java.time, facts are plain SQL"));
  }

  private static DescribedPredicate<JavaAccess<?>> isOneOf(Set<String> members) {
    return DescribedPredicate.describe(
        "target is one of " + members, access -> members.contains(fullName(access.getTarget())));
  }

  private static String fullName(AccessTarget target) {
    return target.getOwner().getFullName() + "." + target.getName();
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }
}
