// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.capture.Secrets;
import java.util.ArrayList;
import java.util.List;

/// What the SDK says of the program that it ran in, without the secrets in it: by the same rule as
/// of a program that `cairn run` begins.
final class Masked {
  /// Where the arguments stand, here and in the SDK's own file.
  private static final String ARGUMENTS = "args";

  private Masked() {}

  static ObjectNode of(ObjectNode said) {
    var secrets = new Secrets(List.of());
    var masked = said.deepCopy();
    if (said.get(ARGUMENTS) instanceof ArrayNode given) {
      var words = new ArrayList<String>();
      given.forEach(word -> words.add(word.asText()));
      var kept = masked.putArray(ARGUMENTS);
      secrets.arguments(words).forEach(kept::add);
    }
    return secrets.value("", masked) instanceof ObjectNode all ? all : masked;
  }
}
