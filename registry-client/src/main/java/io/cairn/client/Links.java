// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.List;
import java.util.Optional;

/// Links put a version of a project into a registered model, without copying a byte.
public final class Links {
  private final Transport transport;

  Links(Transport transport) {
    this.transport = transport;
  }

  /// Links `ref` into `model` (`registry/model`) as its next version; linking the same version
  /// again answers the link that is there.
  public Version link(String ref, String model, List<String> aliases, Optional<String> about) {
    var target = Reference.parse(model);
    if (!target.isModel() || target.selector().isPresent()) {
      throw CairnException.usage(
          "'"
              + model
              + "' is no registered model; write registry/model, for example models/digits");
    }
    var body = Json.object().put("source", Reference.parse(ref).toString());
    body.set("aliases", Json.texts(aliases));
    about.ifPresent(text -> body.put("description", text));
    var route = target.collectionRoute().plus("links");
    return Version.of(transport.json(Call.post(route, body).repeatable()));
  }

  /// Takes a link out of its registered model; the source stays.
  public void unlink(String ref) {
    var reference = Reference.parse(ref);
    if (!reference.isModel() || reference.selector().isEmpty()) {
      throw CairnException.usage(
          "'" + ref + "' is no link; write registry/model:v3. A project's version goes with 'rm'");
    }
    transport.json(Call.delete(new Versions(transport).exact(reference).versionRoute()));
  }
}
