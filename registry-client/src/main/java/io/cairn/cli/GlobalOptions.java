// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The command `cairn` itself: options that every command takes.
@Command(
    name = "cairn",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = GlobalOptions.Version.class,
    description = "Store and find artifacts and models by their content.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn login --url http://127.0.0.1:8787 --key-file cairn-data/admin.key",
      "  cairn log out/ --name vision/digits/classifier --type model --alias best",
      "  cairn link vision/digits/classifier:best models/digits --alias staging",
      "  cairn pull models/digits:staging --to model",
      "",
      "Exit codes: 0 ok, 1 refused, 2 usage, 3 not found, 4 integrity, 5 try again.",
      "Environment: CAIRN_URL, CAIRN_API_KEY, CAIRN_TEAM, CAIRN_CACHE_DIR, CAIRN_CACHE_LIMIT,",
      "             CAIRN_CACHE_LINKS, CAIRN_DEBUG=1 (stack traces)."
    })
final class GlobalOptions {
  @Option(
      names = "--url",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "Server (CAIRN_URL; default http://127.0.0.1:8787).")
  private @Nullable String url;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      scope = ScopeType.INHERIT,
      description = "Key (CAIRN_API_KEY; or log in once). Others may see it in the process list.")
  private @Nullable String apiKey;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object, no progress.")
  private boolean isJson;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print no progress and no remarks.")
  private boolean isQuiet;

  Optional<String> url() {
    return Optional.ofNullable(url);
  }

  Optional<String> apiKey() {
    return Optional.ofNullable(apiKey);
  }

  boolean isJson() {
    return isJson;
  }

  boolean isQuiet() {
    return isQuiet;
  }

  /// What `--version` prints.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"cairn " + CairnClient.VERSION};
    }
  }
}
