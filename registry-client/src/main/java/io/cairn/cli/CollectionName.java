// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Reference;

/// Where `log` puts a version: two names mean `registry/model` if there is such a registry, else
/// `project/collection` of the team that is set.
final class CollectionName {
  private CollectionName() {}

  static String of(String text, Session session) {
    var reference = Reference.split(text);
    if (reference.names().size() < 2 || reference.names().size() > 3) {
      throw CairnException.usage(
          "'" + text + "' is no collection; write team/project/collection or registry/model");
    }
    if (reference.selector().isPresent()) {
      throw CairnException.usage(
          "'" + text + "' has a selector; the server numbers versions, --alias names them");
    }
    var team = session.settings().team();
    if (!reference.isModel() || team.isEmpty() || isRegistry(reference, session)) {
      return reference.path();
    }
    return team.get() + "/" + reference.path();
  }

  private static boolean isRegistry(Reference reference, Session session) {
    try {
      session.client().catalog().registry(reference.names().getFirst());
      return true;
    } catch (CairnException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }
}
