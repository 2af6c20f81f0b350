// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// How each way round a protected alias is tried, by its name in `protection.csv`.
final class WaysRound {
  private WaysRound() {}

  static Answer go(String way, ProtectedWorld world, Api api) {
    var model = world.model;
    var registry = "/registries/" + world.registry;
    return switch (way) {
      case "move the alias" -> move(api, model + "/aliases/production");
      case "move it in another spelling" -> move(api, model + "/aliases/PRODUCTION");
      case "move it, expecting where it is" ->
          api.put(model + "/aliases/production", Map.of("version", "v1", "expected", "v0"));
      case "move it by a key with the prefix of the hub" ->
          move(
              api.key().isEmpty() ? api : api.as("hf_" + api.key()), model + "/aliases/production");
      case "move it by Basic credentials" -> moveByBasic(api, model);
      case "set a protected alias that nothing bears" -> move(api, model + "/aliases/staging");
      case "set it on another model" ->
          api.put(world.otherModel + "/aliases/Production", Map.of("version", "v0"));
      case "remove the alias" -> api.delete(model + "/aliases/production");
      case "remove it in another spelling" -> api.delete(model + "/aliases/ProDuction");
      case "set it with a commit" -> world.commit(api, model, "new", List.of("best", "production"));
      case "set it with a commit of content that is there" ->
          world.commit(api, model, "third", List.of("PRODUCTION"));
      case "set it with a link" ->
          world.link(api, model, "v1", Map.of("aliases", List.of("production")));
      case "set it with a second link of one version" ->
          world.link(
              api,
              model,
              "v1",
              Map.of("aliases", List.of("best", "Production"), "ifLinked", "new-number"));
      case "set it with a link that makes a model" ->
          world.link(api, registry + "/models/third", "v1", Map.of("aliases", List.of("staging")));
      case "unlink the version by the alias" -> api.delete(model + "/versions/production");
      case "unlink it by its index" -> api.delete(model + "/versions/v0");
      case "unlink it by its digest" -> api.delete(model + "/versions/" + world.digest);
      case "delete a version at home in the model" -> api.delete(model + "/versions/v2");
      case "rename the model" -> api.patch(model, Map.of("name", "renamed"));
      case "rename the model in case only" -> api.patch(model, Map.of("name", "DIGITS"));
      case "delete the model" -> api.delete(model);
      case "rename the registry" ->
          api.patch(registry, Map.of("name", world.registry + "-renamed"));
      case "delete the registry" -> api.delete(registry);
      case "delete the source version" -> api.delete(world.source + "/versions/v0");
      case "delete the source collection" -> api.delete(world.source);
      case "delete the source project" -> api.delete(world.project);
      case "delete the source team" -> api.delete("/teams/" + world.team);
      case "protect it no longer" -> api.delete(registry + "/protected-aliases/production");
      case "protect it no longer, in another spelling" ->
          api.delete(registry + "/protected-aliases/PRODUCTION");
      case "protect another alias" -> api.put(registry + "/protected-aliases/best", "");
      case "make a viewer an admin of the registry" ->
          api.put(registry + "/members/" + world.viewer, Map.of("role", "admin"));
      case "put an admin out of the registry" -> api.delete(registry + "/members/" + world.boss);
      case "roll the alias back" ->
          api.post(model + "/aliases/production/rollback", Map.of("reason", "back"));
      case "roll it back in another spelling, to a version by number" ->
          api.post(model + "/aliases/PRODUCTION/rollback", Map.of("reason", "back", "to", "v1"));
      case "recall the version that bears it" -> recall(api, model + "/versions/production");
      case "recall it by its index" -> recall(api, model + "/versions/v0");
      case "recall a version at home in the model" -> recall(api, model + "/versions/v2");
      case "lift the recall of a version that bears it" ->
          api.delete(world.recalledModel + "/versions/v0/recall");
      case "recall the source version" -> recall(api, world.source + "/versions/v0");
      case "lift the recall of a source version" ->
          api.delete(world.source + "/versions/v2/recall");
      case "bring back a deleted model that bears one" ->
          api.post(world.deletedModel + "/undelete", Map.of());
      case "bring it back under another name" ->
          api.post(world.deletedModel + "/undelete", Map.of("name", "another"));
      default -> throw new IllegalArgumentException("no such way: " + way);
    };
  }

  private static Answer move(Api api, String path) {
    return api.put(path, Map.of("version", "v1"));
  }

  private static Answer recall(Api api, String version) {
    return api.put(version + "/recall", Map.of("reason", "bad"));
  }

  private static Answer moveByBasic(Api api, String model) {
    var pair = ("api:" + api.key()).getBytes(StandardCharsets.US_ASCII);
    return api.as("")
        .put(
            model + "/aliases/production",
            Map.of("version", "v1"),
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair));
  }
}
