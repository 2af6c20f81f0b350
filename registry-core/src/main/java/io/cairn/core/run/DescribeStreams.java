// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.json.JsonObject;
import java.util.List;

/// How far the streams of a run are.
public final class DescribeStreams {
  private final Facts facts;
  private final RunDoor door;

  public DescribeStreams(Facts facts, RunDoor door) {
    this.facts = facts;
    this.door = door;
  }

  /// One stream.
  ///
  /// @param name in lower case
  /// @param lines the line that a record without one would get next
  /// @param last of the stream [AppendHistory#METRICS] the value of each metric at the highest line
  ///   that has it; of others empty
  public record StreamView(String name, long lines, JsonObject last) {}

  /// In the order of their names; a stream to which nothing was written is not there.
  ///
  /// @throws io.cairn.core.failure.Failure.NotFound if there is no such run that the actor may read
  public List<StreamView> run(Principal actor, RunPath path) {
    return facts.read(reading ->
        History.streams(reading, door.require(reading, actor, path, Permission.READ).run().id()));
  }
}
