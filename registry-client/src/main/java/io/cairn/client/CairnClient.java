// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;

/// One server and one key. Safe for many threads; close it to abandon what is half sent.
///
/// ```java
/// try (var cairn = CairnClient.connect(URI.create("http://127.0.0.1:8787"), key)) {
///   var result = cairn.artifacts().log(
///       LogRequest.of(folder, "vision/digits/classifier").type("model").aliases(List.of("best")));
///   cairn.links().link(result.version().ref(), "models/digits", List.of("staging"), Optional.empty());
///   cairn.artifacts().pull("models/digits:staging", target);
/// }
/// ```
///
/// Every call throws [CairnException]: its kind says whether to correct the call or to try again.
public final class CairnClient implements AutoCloseable {
  /// Version of this library.
  public static final String VERSION = "0.1.0";

  /// Where `./cairn serve` listens.
  public static final URI DEFAULT_URL = URI.create("http://127.0.0.1:8787");

  private final Transport transport;
  private final Drafts drafts;

  private CairnClient(Transport transport) {
    this.transport = transport;
    this.drafts = new Drafts(transport);
  }

  /// No connection is made before the first call.
  ///
  /// @throws CairnException of kind USAGE if the URL is not `http` or `https` with a host
  public static CairnClient connect(URI url, String apiKey) {
    return connect(url, Optional.of(apiKey), RetryPolicy.DEFAULT);
  }

  /// As [#connect(URI, String)], with a policy for repeated attempts; the key may be absent.
  public static CairnClient connect(URI url, Optional<String> apiKey, RetryPolicy retry) {
    var scheme = url.getScheme();
    if (url.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw CairnException.usage(
          "'" + url + "' is no server address; write for example http://127.0.0.1:8787");
    }
    var key = apiKey.map(String::strip);
    if (key.filter(text -> !text.matches("[!-~]+")).isPresent()) {
      throw CairnException.usage(
          "the API key has blanks or characters that no key has; copy it again");
    }
    return new CairnClient(new Transport(url, key.orElse(null), retry));
  }

  /// The server that this client speaks to.
  public URI url() {
    return transport.server();
  }

  /// The name by which it writes runs; another client that is to count as the same writer, such as
  /// one in a program that this one began, gets it as `CAIRN_RUN_WRITER`.
  public String writer() {
    return transport.writer();
  }

  /// Who the key belongs to: `user, role, teams, registries, scopes`.
  public JsonNode whoAmI() {
    return transport.json(Call.get(Route.of("whoami")));
  }

  /// Folders to versions and back.
  public Artifacts artifacts() {
    return new Artifacts(transport, drafts);
  }

  /// What safetensors files of a version hold.
  public Tensors tensors() {
    return new Tensors(transport);
  }

  /// Versions as tar or zip.
  public Archives archives() {
    return new Archives(transport);
  }

  /// Long work on the server.
  public Upkeep upkeep() {
    return new Upkeep(transport);
  }

  /// Versions checked by the server.
  public Checks checks() {
    return new Checks(transport);
  }

  public Versions versions() {
    return new Versions(transport);
  }

  public Aliases aliases() {
    return new Aliases(transport);
  }

  public Links links() {
    return new Links(transport);
  }

  public Runs runs() {
    return new Runs(transport);
  }

  /// Files that belong to a run.
  public RunFiles runFiles() {
    return new RunFiles(transport);
  }

  public Lineage lineage() {
    return new Lineage(transport);
  }

  public Events events() {
    return new Events(transport);
  }

  public Catalog catalog() {
    return new Catalog(transport);
  }

  public OpenDrafts openDrafts() {
    return new OpenDrafts(transport);
  }

  public Admin admin() {
    return new Admin(transport);
  }

  /// A whole installation to a folder and back.
  public Exports exports() {
    return new Exports(transport);
  }

  /// What is kept of old versions, and deleting many at once.
  public KeepRules keepRules() {
    return new KeepRules(transport);
  }

  /// Copies of a whole installation that can take its place.
  public Backups backups() {
    return new Backups(transport);
  }

  /// Abandons drafts that are still open, then lets connections go.
  @Override
  public void close() {
    drafts.abandonAll();
    transport.close();
  }
}
