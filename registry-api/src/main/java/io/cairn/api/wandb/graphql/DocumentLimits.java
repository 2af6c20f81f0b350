// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.instrumentation.ChainedInstrumentation;
import graphql.execution.instrumentation.Instrumentation;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.Node;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import io.cairn.core.failure.Failure;
import java.util.ArrayDeque;
import java.util.List;

/// How large a document may be (security rule L3). What can be seen in its text is looked at before
/// anything else is done with it: the checks that the standard asks for take long on a bomb.
final class DocumentLimits {
  private static final int MAX_CHARACTERS = 64 << 10;
  private static final int MAX_TOKENS = 10_000;
  private static final int MAX_NESTING = 200;
  private static final int MAX_ALIASES = 50;
  private static final int MAX_DIRECTIVES = 50;
  private static final int MAX_DEPTH = 15;
  private static final int MAX_COMPLEXITY = 5_000;

  static final ParserOptions OPTIONS =
      ParserOptions.newParserOptions()
          .maxCharacters(MAX_CHARACTERS)
          .maxTokens(MAX_TOKENS)
          .maxWhitespaceTokens(4 * MAX_TOKENS)
          .maxRuleDepth(MAX_NESTING)
          .captureIgnoredChars(false)
          .captureLineComments(false)
          .build();

  private DocumentLimits() {}

  /// @throws Failure.Invalid naming `query` if it is no document, or one beyond the limits
  static Document parse(String query) {
    Document document;
    try {
      document =
          Parser.parse(
              ParserEnvironment.newParserEnvironment()
                  .document(query)
                  .parserOptions(OPTIONS)
                  .build());
    } catch (InvalidSyntaxException e) {
      throw new Failure.Invalid("query", "graphql.syntax", "query: " + e.getMessage());
    }
    var aliases = 0;
    var directives = 0;
    var left = new ArrayDeque<Node<?>>(List.of(document));
    while (!left.isEmpty()) {
      var node = left.pop();
      aliases += node instanceof Field field && field.getAlias() != null ? 1 : 0;
      directives += node instanceof graphql.language.Directive ? 1 : 0;
      node.getChildren().forEach(left::push);
    }
    require(aliases <= MAX_ALIASES, "aliases", MAX_ALIASES);
    require(directives <= MAX_DIRECTIVES, "directives", MAX_DIRECTIVES);
    return document;
  }

  private static void require(boolean holds, String what, int max) {
    if (!holds) {
      throw new Failure.Invalid(
          "query", "graphql." + what, "query may have at most " + max + " " + what);
    }
  }

  /// What is looked at once fragments are known to be in order.
  static Instrumentation instrumentation() {
    return new ChainedInstrumentation(
        new MaxQueryDepthInstrumentation(MAX_DEPTH),
        new MaxQueryComplexityInstrumentation(MAX_COMPLEXITY));
  }
}
