// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Which server, as whom, in which team: an option wins over the environment, that over what `cairn
/// login` remembered, that over the default.
///
/// @param team fills in where only a project is named
record Settings(URI url, Optional<String> apiKey, Optional<String> team) {
  static Settings of(
      Optional<String> urlOption,
      Optional<String> keyOption,
      Map<String, String> environment,
      ConfigFile file) {
    var url =
        urlOption
            .or(() -> set(environment, "CAIRN_URL"))
            .or(file::url)
            .map(Settings::address)
            .orElse(CairnClient.DEFAULT_URL);
    var key =
        keyOption.or(() -> set(environment, "CAIRN_API_KEY")).or(() -> file.apiKey(url.toString()));
    var team = set(environment, "CAIRN_TEAM").or(() -> file.team(url.toString()));
    return new Settings(url, key, team);
  }

  /// The project `text` names: `team/project`, or `project` of the team that is set.
  String project(String text) {
    if (text.indexOf('/') >= 0) {
      return text;
    }
    return team.map(name -> name + "/" + text)
        .orElseThrow(() ->
            CairnException.usage(
                "'" + text + "' needs its team: write team/" + text + " or set CAIRN_TEAM"));
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }

  private static URI address(String text) {
    var trimmed = text.strip().replaceAll("/+$", "");
    try {
      return URI.create(trimmed.contains("://") ? trimmed : "http://" + trimmed);
    } catch (IllegalArgumentException e) {
      throw CairnException.usage("'" + text + "' is no URL; write for example http://cairn:8787");
    }
  }
}
