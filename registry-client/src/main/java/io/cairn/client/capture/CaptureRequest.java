// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which program to run, and as which run.
///
/// @param project `team/project`
/// @param id the run's
/// @param members title, group, job type, tags, config, resume, parent, as the REST interface names
///   them; no secret masked yet
/// @param folder where the program works
/// @param environment what it gets, besides ours
public record CaptureRequest(
    String project,
    String id,
    ObjectNode members,
    List<String> command,
    Path folder,
    Map<String, String> environment,
    List<Use> uses,
    CaptureOptions options) {
  public CaptureRequest {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    uses = List.copyOf(uses);
  }

  /// A version that the program reads; pulled into `folder` before it begins, if that is given.
  public record Use(String ref, Optional<Path> folder) {
    /// `REF` or `REF=DIR`.
    public static Use parse(String text) {
      var equals = text.indexOf('=');
      return equals < 0
          ? new Use(text, Optional.empty())
          : new Use(text.substring(0, equals), Optional.of(Path.of(text.substring(equals + 1))));
    }
  }
}
