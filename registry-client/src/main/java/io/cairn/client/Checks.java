// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Checks of single versions by the server, in the background. Answers are the server's objects as
/// JSON.
public final class Checks {
  private final Transport transport;

  Checks(Transport transport) {
    this.transport = transport;
  }

  /// What is checked.
  public enum What {
    /// Whether references still lead to what was recorded.
    REFERENCES,
    /// Whether blobs hash to their digests.
    BYTES
  }

  /// The check of one version.
  public final class OfVersion {
    private final Route route;

    private OfVersion(Version version, What what) {
      this.route =
          Route.of("versions", version.versionId(), "checks", what.name().toLowerCase(Locale.ROOT));
    }

    /// @throws CairnException with the code `job.open` if it is under way
    public JsonNode start() {
      return transport.json(Call.post(route, Json.object()));
    }

    /// The one under way, or the last one; empty if there never was one.
    public Optional<JsonNode> latest() {
      try {
        return Optional.of(transport.json(Call.get(route)));
      } catch (CairnException e) {
        if (e.kind() == CairnException.Kind.NOT_FOUND) {
          return Optional.empty();
        }
        throw e;
      }
    }

    public void stop() {
      transport.json(Call.delete(route));
    }

    /// Entries that are not as they should be: `path`, `kind`, `text`.
    public List<JsonNode> findings() {
      return Pages.list(transport, route.plus("findings"), Long.MAX_VALUE, node -> node);
    }
  }

  public OfVersion of(Version version, What what) {
    return new OfVersion(version, what);
  }
}
