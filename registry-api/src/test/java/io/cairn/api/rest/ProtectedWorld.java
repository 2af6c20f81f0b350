// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A registry with a model whose aliases `production` and `golden` are protected and set:
/// `production` on a link to a version of a team, `golden` on a version that was pushed to the
/// model. `staging` is protected and set nowhere.
///
/// | model | is | bears |
/// |---|---|---|
/// | v0 | a link to v0 of the source | production |
/// | v1 | a link to v1 of the source | |
/// | v2 | at home in the model | golden, latest |
final class ProtectedWorld {
  private final Api admin;
  final String team;
  final String registry;
  final String project;
  final String source;
  final String model;
  final String otherModel;

  /// Its v0 and v1 were recalled, as a link and at the source; they bear protected aliases.
  final String recalledModel;

  /// Deleted; it bore a protected alias.
  final String deletedModel;

  final String digest;

  /// Two users with a role in the registry.
  final String viewer;

  final String boss;

  ProtectedWorld(Api admin, String team, String registry, String viewer, String boss) {
    this.admin = admin;
    this.team = team;
    this.registry = registry;
    this.viewer = viewer;
    this.boss = boss;
    project = "/teams/" + team + "/projects/digits";
    source = project + "/collections/classifier";
    model = "/registries/" + registry + "/models/digits";
    otherModel = "/registries/" + registry + "/models/other";
    deletedModel = "/registries/" + registry + "/models/deleted";
    recalledModel = "/registries/" + registry + "/models/recalled";
    digest = commit(admin, source, "first", List.of()).expect(201).at("/digest");
    commit(admin, source, "second", List.of()).expect(201);
    for (var alias : List.of("Production", "staging", "golden")) {
      admin.put("/registries/" + registry + "/protected-aliases/" + alias, "").expect(204);
    }
    link(admin, model, "v0", Map.of()).expect(201);
    link(admin, model, "v1", Map.of()).expect(201);
    link(admin, otherModel, "v1", Map.of()).expect(201);
    commit(admin, model, "third", List.of("golden")).expect(201);
    admin.put(model + "/aliases/production", Map.of("version", "v1")).expect(200);
    admin.put(model + "/aliases/production", Map.of("version", "v0")).expect(200);
    commit(admin, source, "bad", List.of()).expect(201);
    link(admin, recalledModel, "v1", Map.of("aliases", List.of("golden"))).expect(201);
    link(admin, recalledModel, "v2", Map.of("aliases", List.of("staging"))).expect(201);
    link(admin, deletedModel, "v1", Map.of("aliases", List.of("golden"))).expect(201);
    admin.delete(deletedModel).expect(204);
    recall(recalledModel + "/versions/v0");
    recall(source + "/versions/v2");
  }

  private void recall(String version) {
    admin.put(version + "/recall", Map.of("reason", "bad")).expect(200);
  }

  /// Links a version of the source.
  Answer link(Api api, String to, String version, Map<String, ?> more) {
    var body = new HashMap<String, Object>(more);
    body.put("source", team + "/digits/classifier:" + version);
    return api.post(to + "/links", body);
  }

  /// Logs a version of one file; answers what the first call that was refused answered.
  Answer commit(Api api, String collection, String text, List<String> aliases) {
    var opened = api.post(collection + "/drafts", Map.of("type", "model"));
    if (opened.status() != 201) {
      return opened;
    }
    var draft = "/drafts/" + opened.at("/id");
    var bytes = (team + text).getBytes(StandardCharsets.UTF_8);
    var digest = sha256(bytes);
    var uploaded = api.putBytes(draft + "/blobs/sha256:" + digest, bytes);
    if (uploaded.status() >= 300) {
      return uploaded;
    }
    var manifest =
        """
        {"cairn":"manifest/1"}
        {"path":"weights.bin","size":%d,"sha256":"%s"}
        """
            .formatted(bytes.length, digest);
    api.putBytes(draft + "/manifest", manifest.getBytes(StandardCharsets.UTF_8)).expect(200);
    return api.post(draft + "/commit", Map.of("aliases", aliases));
  }

  /// All that a way round the rule could change, as the admin sees it.
  String snapshot() {
    var seen = new StringBuilder();
    for (var path :
        List.of(
            "/registries/" + registry,
            "/registries/" + registry + "/protected-aliases",
            "/registries/" + registry + "/members",
            "/registries/" + registry + "/models",
            model,
            model + "/aliases",
            model + "/versions",
            model + "/versions/production",
            model + "/versions/golden",
            otherModel + "/aliases",
            recalledModel + "/versions",
            source + "/versions",
            model + "/aliases/production/history",
            source,
            source + "/versions/v0")) {
      var answer = admin.get(path);
      seen.append(path).append(' ').append(answer.status()).append(' ');
      seen.append(answer.status() == 200 ? answer.text() : "").append('\n');
    }
    return seen.toString();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
