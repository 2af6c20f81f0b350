// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import io.cairn.client.RetryPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Tries a key and remembers it.
@Command(
    name = "login",
    description = {
      "Try a key, and remember it for this server.",
      "Without --api-key or --key-file the key is asked for, or read from standard input."
    },
    footer = {
      "  cairn login --key-file cairn-data/admin.key",
      "  cairn login --url https://cairn.example.org"
    })
final class LoginCommand implements Callable<Integer> {
  private final Session session;

  @Option(names = "--key-file", paramLabel = "FILE", description = "Read the key from this file.")
  private @Nullable Path keyFile;

  @Option(
      names = "--team",
      paramLabel = "TEAM",
      description = "Remember this team for where only a project is named.")
  private @Nullable String team;

  LoginCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    var settings = session.settings();
    var key = key();
    try (var client = CairnClient.connect(settings.url(), Optional.of(key), RetryPolicy.DEFAULT)) {
      var who = client.whoAmI();
      var file = session.configFile();
      file.remember(settings.url().toString(), key, Optional.ofNullable(team));
      var object = Output.object().put("url", settings.url().toString());
      object.set("user", who.path("user"));
      object.set("role", who.path("role"));
      var output = session.output();
      output.print(
          object,
          () ->
              output.line(
                  "logged in to "
                      + settings.url()
                      + " as "
                      + Text.of(who, "user")
                      + " ("
                      + Text.of(who, "role")
                      + "); remembered in "
                      + file.path()));
      return 0;
    }
  }

  private String key() throws IOException {
    var given = session.options().apiKey();
    if (given.isPresent()) {
      return given.get();
    }
    if (keyFile != null) {
      if (!Files.isRegularFile(keyFile) || !Files.isReadable(keyFile)) {
        throw CairnException.usage("'" + keyFile + "' is no file that can be read");
      }
      return Files.readString(keyFile).strip();
    }
    var inherited = session.terminal().environment().getOrDefault("CAIRN_API_KEY", "").strip();
    return inherited.isEmpty() ? asked() : inherited;
  }

  private String asked() throws IOException {
    var console = System.console();
    if (session.terminal().isInteractive() && console != null && console.isTerminal()) {
      var typed = console.readPassword("API key: ");
      return typed == null ? "" : new String(typed).strip();
    }
    var lines =
        new BufferedReader(new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8));
    var line = lines.readLine();
    if (line == null || line.isBlank()) {
      throw CairnException.usage("no key: give --api-key, --key-file, or one line of input");
    }
    return line.strip();
  }
}
