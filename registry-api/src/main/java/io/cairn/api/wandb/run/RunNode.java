// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.wandb.account.UserNode;
import io.cairn.api.wandb.graphql.Typed;
import io.cairn.api.wandb.place.GlobalId;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.ProjectNode;
import io.cairn.core.name.Label;
import io.cairn.core.name.Title;
import io.cairn.core.run.Run;
import io.cairn.core.run.RunPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run as the SDK sees it. What costs a question of its own is answered by [RunFields] and its
/// neighbours.
///
/// @param isJustBegun whether it is the answer to its beginning, or to an edit
public record RunNode(Run run, boolean isJustBegun) implements Typed {
  static final String KIND = "Run";

  public RunNode(Run run) {
    this(run, false);
  }

  static String idOf(RunPath path) {
    return GlobalId.of(KIND, path);
  }

  static RunPath pathOf(String id) {
    return RunPath.parse("id", GlobalId.require(KIND, id));
  }

  @Override
  public String typeName() {
    return "Run";
  }

  public String id() {
    return idOf(run.path());
  }

  public String name() {
    return run.path().run().text();
  }

  public String displayName() {
    return run.title().map(Title::text).orElse(name());
  }

  public String description() {
    return run.notes();
  }

  public String notes() {
    return run.notes();
  }

  public String state() {
    return run.state().text();
  }

  public String config() {
    return RunConfigs.write(run);
  }

  public String summaryMetrics() {
    return run.summary().toString();
  }

  public String systemMetrics() {
    return "{}";
  }

  public List<String> tags() {
    return run.tags().stream().map(Label::text).toList();
  }

  public @Nullable String group() {
    return run.group().map(Title::text).orElse(null);
  }

  public @Nullable String jobType() {
    return run.jobType().map(Title::text).orElse(null);
  }

  public @Nullable String commit() {
    return run.environment().members().get("git") instanceof Map<?, ?> git
            && git.get("commit") instanceof String commit
        ? commit
        : null;
  }

  public @Nullable String host() {
    return run.environment().members().get("host") instanceof String host ? host : null;
  }

  public boolean readOnly() {
    return false;
  }

  public @Nullable String sweepName() {
    return null;
  }

  public Instant createdAt() {
    return run.createdAt();
  }

  public @Nullable Instant heartbeatAt() {
    return run.heartbeatAt().orElse(run.createdAt());
  }

  public UserNode user() {
    return UserNode.of(run.createdBy());
  }

  public ProjectNode project() {
    return ProjectNode.of(place());
  }

  public int projectId() {
    return place().number();
  }

  private Place place() {
    return new Place.InTeam(run.path().team(), run.path().project());
  }
}
