// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Version;
import java.util.List;
import java.util.Optional;

/// From the team to the organisation: ada links, eve is refused, olga promotes.
final class PromoteModel {
  private static final int FORBIDDEN = 403;
  private static final String NOWHERE = "at nothing";

  private final Cast cast;
  private final Transcript transcript;

  PromoteModel(Cast cast, Transcript transcript) {
    this.cast = cast;
    this.transcript = transcript;
  }

  /// Answers the link that bears `production` now.
  Version run(Version best) {
    transcript.step("ada links the best version to the registered model");
    var link =
        cast.ada().links().link(best.ref(), Scene.MODEL, List.of(), Optional.of("Reads digits"));
    transcript.fact("from", "%s (%s)", best.ref(), Scene.BEST);
    transcript.fact(
        "link", "%s   %s", link.ref(), link.isCreated() ? "new, no byte copied" : "there already");

    transcript.step("eve tries to promote it");
    var before = whereIsProduction();
    refused(
        "set",
        Scene.model(Scene.PRODUCTION),
        () ->
            cast.eve()
                .aliases()
                .set(link.ref(), Scene.PRODUCTION, Optional.empty(), Optional.empty()));
    unchanged(before);

    transcript.step("olga, admin of the registry, promotes it");
    promote(link, Scene.STAGING);
    promote(link, Scene.PRODUCTION);

    transcript.step("eve tries to take it away again");
    var after = whereIsProduction();
    refused(
        "remove",
        Scene.model(Scene.PRODUCTION),
        () -> cast.eve().aliases().remove(Scene.MODEL, Scene.PRODUCTION, Optional.empty()));
    refused("unlink", link.ref(), () -> cast.eve().links().unlink(link.ref()));
    refused("delete", best.ref(), () -> cast.eve().versions().delete(best.ref()));
    unchanged(after);
    return cast.olga().versions().resolve(Scene.model(Scene.PRODUCTION));
  }

  private void promote(Version link, String alias) {
    cast.olga().aliases().set(link.ref(), alias, Optional.empty(), Optional.of("demo"));
    transcript.good("alias", "%-28s → %s", Scene.model(alias), link.version());
  }

  /// The demo fails if this call succeeds, or fails for any other reason than the rule.
  private void refused(String what, String of, Runnable call) {
    try {
      call.run();
    } catch (CairnException e) {
      if (e.status() == FORBIDDEN && e.code().equals(Scene.PROTECTED_CODE)) {
        transcript.good(what, "%-28s refused: %d %s", of, e.status(), e.code());
        return;
      }
      throw new DemoFailed(
          "to %s %s was to be refused with 403 alias.protected, but: %d %s, %s"
              .formatted(what, of, e.status(), e.code(), e.text()),
          e);
    }
    throw new DemoFailed("eve could %s %s, which is protected".formatted(what, of));
  }

  private void unchanged(String before) {
    var now = whereIsProduction();
    if (!now.equals(before)) {
      throw new DemoFailed("a refused call moved production from %s to %s".formatted(before, now));
    }
    transcript.fact("production", "still points %s", before);
  }

  private String whereIsProduction() {
    try {
      var alias = cast.olga().aliases().get(Scene.MODEL, Scene.PRODUCTION);
      return "at " + alias.version();
    } catch (CairnException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return NOWHERE;
      }
      throw e;
    }
  }
}
