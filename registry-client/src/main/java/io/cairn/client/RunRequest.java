// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// What a new run is. Immutable: each `with` answers a new request.
public final class RunRequest {
  private final ObjectNode body;

  private RunRequest(ObjectNode body) {
    this.body = body;
  }

  public static RunRequest of() {
    return new RunRequest(Json.object());
  }

  /// From members as the REST interface names them.
  public static RunRequest of(ObjectNode members) {
    return new RunRequest(members.deepCopy());
  }

  /// The caller's id, unique in the project for ever; without it the server makes one.
  public RunRequest id(String id) {
    return with("id", Json.object().textNode(id));
  }

  public RunRequest title(String title) {
    return with("title", Json.object().textNode(title));
  }

  public RunRequest group(String group) {
    return with("group", Json.object().textNode(group));
  }

  public RunRequest jobType(String jobType) {
    return with("jobType", Json.object().textNode(jobType));
  }

  /// `never`, `allow` or `must`: what to do if a run of that id exists.
  public RunRequest resume(String resume) {
    return with("resume", Json.object().textNode(resume));
  }

  /// Path of the run that started this one.
  public RunRequest parent(String run) {
    return with("parent", Json.object().textNode(run));
  }

  public RunRequest tags(List<String> tags) {
    return with("tags", Json.texts(tags));
  }

  /// Settings of the run: texts, numbers, booleans, lists and maps.
  public RunRequest config(Map<String, ?> config) {
    return with("config", Json.of(config));
  }

  /// Where it runs: host, versions, packages, commit.
  public RunRequest environment(Map<String, ?> environment) {
    return with("environment", Json.of(environment));
  }

  JsonNode body() {
    return body;
  }

  private RunRequest with(String name, JsonNode value) {
    var next = body.deepCopy();
    next.set(name, value);
    return new RunRequest(next);
  }
}
