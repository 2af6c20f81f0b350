// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/// Runs every test of a class on SQLite and on PostgreSQL.
///
/// The class takes [TestFacts] in its constructor: a data base of its own for each engine, empty
/// but for the schema, shared by the tests of the class and gone after it.
///
/// ```java
/// @OnBothEngines
/// class AliasesTest {
///   private final Facts facts;
///
///   AliasesTest(TestFacts db) {
///     facts = db.facts();
///   }
/// }
/// ```
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@ArgumentsSource(OnBothEngines.Databases.class)
public @interface OnBothEngines {

  /// Opens one data base after the other; each is closed when the class has run on it.
  final class Databases implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return Stream.of(Engine.values()).map(TestFacts::on).map(Arguments::of);
    }
  }
}
