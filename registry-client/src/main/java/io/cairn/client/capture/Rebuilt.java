// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What was built of a run.
///
/// @param folder where the command is to be run
/// @param command as it was, secrets masked
/// @param variables of the environment that it had, and that may be set again
/// @param done what was built, for people
/// @param missing what could not be had, for people; empty if nothing
/// @param inputs references by digest
public record Rebuilt(
    Run run,
    Path folder,
    List<String> command,
    Map<String, String> variables,
    List<String> done,
    List<String> missing,
    List<String> inputs) {
  public Rebuilt {
    command = List.copyOf(command);
    done = List.copyOf(done);
    missing = List.copyOf(missing);
    inputs = List.copyOf(inputs);
  }

  public JsonNode config() {
    return run.config();
  }

  /// Is all there as it was?
  public boolean isWhole() {
    return missing.isEmpty();
  }
}
