// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.api.testing.Answer;
import io.cairn.api.testing.ServerTest;
import io.cairn.core.content.Md5;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Artifacts of the wandb SDK, on the wire and as they stand in Cairn.
@QuarkusTest
class WandbArtifactsIT extends ServerTest {
  private static final byte[] FILE = "weights".getBytes(StandardCharsets.UTF_8);

  @Test
  void an_artifact_becomes_a_version_with_its_own_digest_and_is_read_back() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());

    var id = log(sdk, team, FILE, "best");

    var version = admin().get("/resolve?ref=" + team + "/digits/m:best").expect(200);
    assertThat(version.at("/version")).isEqualTo("v0");
    var byId = sdk.run("ArtifactByID", Map.of("id", id)).expect(200);
    assertThat(byId.at("/data/artifact/digest")).isEqualTo(sum(FILE));
    assertThat("sha256:" + byId.at("/data/artifact/commitHash")).isEqualTo(version.at("/digest"));
    var manifest =
        sdk.run("FetchArtifactManifest", Map.of("id", id))
            .at("/data/artifact/currentManifest/file/directUrl");
    assertThat(sdk.get(manifest).expect(200).at("/contents/w.bin/digest"))
        .isEqualTo(Md5.of(FILE).base64());
    var files = sdk.run("GetArtifactMembershipFileUrls", at(team, "best")).expect(200);
    var url =
        files.at(
            "/data/project/artifactCollection/artifactMembership/files/edges/0/node/directUrl");
    assertThat(sdk.get(url).expect(200).bytes()).isEqualTo(FILE);
  }

  @Test
  void the_same_content_again_is_committed_at_once_and_takes_the_alias() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());
    log(sdk, team, FILE, "first");

    var again = create(sdk, team, FILE, "second").expect(200);

    assertThat(again.at("/data/createArtifact/artifact/state")).isEqualTo("COMMITTED");
    assertThat(admin().get("/resolve?ref=" + team + "/digits/m:second").at("/version"))
        .isEqualTo("v0");
  }

  @Test
  void two_that_log_one_content_at_once_end_in_one_version() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());
    var one = id(create(sdk, team, FILE, "a"));
    var two = id(create(sdk, team, FILE, "b"));

    send(sdk, team, one, FILE);
    send(sdk, team, two, FILE);

    var first = sdk.run("ArtifactByID", Map.of("id", one));
    var second = sdk.run("ArtifactByID", Map.of("id", two));
    assertThat(second.at("/data/artifact/id")).isEqualTo(first.at("/data/artifact/id"));
    assertThat(admin().get("/resolve?ref=" + team + "/digits/m:b").at("/version")).isEqualTo("v0");
  }

  @Test
  void several_writers_fill_one_artifact_together() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());
    var one = id(create(sdk, team, FILE, "a", Map.of("distributedID", "job-1")));
    var two = id(create(sdk, team, FILE, "b", Map.of("distributedID", "job-1")));
    assertThat(two).isEqualTo(one);

    part(sdk, team, one, "one.bin");
    part(sdk, team, two, "two.bin");
    sdk.run("CommitArtifact", Map.of("artifactID", one)).expect(200);

    var made = admin().get("/resolve?ref=" + team + "/digits/m:a").expect(200);
    assertThat(made.json().at("/files").asLong()).isEqualTo(2);
    assertThat(made.at("/digest"))
        .isEqualTo(admin().get("/resolve?ref=" + team + "/digits/m:b").at("/digest"));
    assertThat(id(create(sdk, team, FILE, "c", Map.of("distributedID", "job-1"))))
        .as("the word is free again")
        .isNotEqualTo(one);
  }

  @Test
  void a_time_to_live_is_kept_told_and_taken_away() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());
    var id = id(create(sdk, team, FILE, "a", Map.of("ttlDurationSeconds", 86_400)));
    send(sdk, team, id, FILE);
    var ref = "/resolve?ref=" + team + "/digits/m:a";
    assertThat(admin().get(ref).json().at("/ttlSeconds").asLong()).isEqualTo(86_400);
    assertThat(admin().get(ref).at("/expiresAt")).startsWith("20");

    var disabled = update(sdk, id, -2);
    assertThat(disabled.at("/ttlDurationSeconds").asLong()).isZero();
    assertThat(disabled.at("/ttlIsInherited").asBoolean()).isFalse();
    assertThat(admin().get(ref).json().at("/ttlSeconds").asLong()).isZero();
    var inherited = update(sdk, id, -1);
    assertThat(inherited.at("/ttlIsInherited").asBoolean()).isTrue();
    assertThat(admin().get(ref).json().at("/ttlSeconds").isNull()).isTrue();
  }

  @Test
  void what_bears_aliases_is_deleted_only_with_them() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());
    var id = log(sdk, team, FILE, "a");

    var refused = sdk.run("DeleteArtifact", Map.of("input", Map.of("artifactID", id)));
    assertThat(refused.at("/errors/0/extensions/code")).isEqualTo("version.aliases");
    var input = Map.of("artifactID", id, "deleteAliases", true);
    sdk.run("DeleteArtifact", Map.of("input", input)).expect(200);

    admin().get("/resolve?ref=" + team + "/digits/m:v0").expect(404);
  }

  @Test
  void bytes_of_another_sum_are_refused_and_what_was_not_sent_is_not_committed() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());
    var id = id(create(sdk, team, FILE, "a"));
    var upload = files(sdk, id, FILE).at("/data/createArtifactFiles/files/edges/0/node/uploadUrl");

    sdk.put(upload, "others".getBytes(StandardCharsets.UTF_8)).expect(422);
    manifest(sdk, team, id, FILE);
    var refused = sdk.run("CommitArtifact", Map.of("artifactID", id)).expect(200);

    assertThat(refused.at("/errors/0/extensions/code")).isEqualTo("draft.missing-blobs");
    admin().get("/resolve?ref=" + team + "/digits/m:latest").expect(404);
  }

  @Test
  void an_artifact_of_another_team_is_not_there() {
    var team = newTeam();
    var id = log(new Sdk(newTeamPerson(team, "member").api()), team, FILE, "a");
    var stranger = new Sdk(newPerson().api());

    assertThat(stranger.run("ArtifactByID", Map.of("id", id)).json().at("/data/artifact").isNull())
        .isTrue();
    assertThat(
            stranger
                .run("FetchArtifactManifest", Map.of("id", id))
                .json()
                .at("/data/artifact")
                .isNull())
        .isTrue();
    var files = stranger.run("GetArtifactMembershipFileUrls", at(team, "latest"));
    assertThat(files.json().at("/data/project").isNull()).isTrue();
    assertThat(
            stranger
                .run("DeleteArtifact", Map.of("input", Map.of("artifactID", id)))
                .at("/errors/0/extensions/code"))
        .isEqualTo("not-found");
  }

  @Test
  void a_protected_alias_refuses_whoever_is_no_admin_of_the_registry() {
    var team = newTeam();
    var registry = newRegistry();
    var person = newTeamPerson(team, "member");
    admin()
        .put("/registries/" + registry + "/members/" + person.name(), Map.of("role", "member"))
        .expect(200);
    admin().put("/registries/" + registry + "/protected-aliases/production", "").expect(204);
    var sdk = new Sdk(person.api());
    var id = log(sdk, team, FILE, "a");
    var project = "wandb-registry-" + registry;

    var linked = link(sdk, id, project, "staging").expect(200);
    var refused = link(sdk, id, project, "production").expect(200);
    var alias =
        Map.of(
            "entityName", "organization",
            "projectName", project,
            "artifactCollectionName", "Digits",
            "alias", "production");
    var moved =
        sdk.run("AddAliases", Map.of("input", Map.of("artifactID", id, "aliases", List.of(alias))));

    assertThat(linked.at("/data/result/versionIndex")).isEqualTo("0");
    assertThat(refused.at("/errors/0/extensions/code")).isEqualTo("alias.protected");
    assertThat(moved.at("/errors/0/extensions/code")).isEqualTo("alias.protected");
    admin().get("/resolve?ref=" + registry + "/Digits:staging").expect(200);
    admin().get("/resolve?ref=" + registry + "/Digits:production").expect(404);
  }

  @Test
  void a_version_of_another_client_is_read_with_sums_that_are_taken_for_it() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());
    var id = log(sdk, team, FILE, "a");
    var run = Map.of("name", "r", "project", "digits", "entity", team);
    sdk.run("UpsertBucket", run).expect(200);

    var used =
        sdk.run(
            "UseArtifact",
            Map.of(
                "input",
                Map.of(
                    "artifactID",
                    id,
                    "entityName",
                    team,
                    "projectName",
                    "digits",
                    "runName",
                    "r")));

    assertThat(used.expect(200).at("/data/useArtifact/artifact/id")).isNotEmpty();
    var users = sdk.run("ArtifactUsedBy", Map.of("id", id)).expect(200);
    assertThat(users.at("/data/artifact/usedBy/edges/0/node/name")).isEqualTo("r");
  }

  @Test
  void versions_are_filtered_and_ordered_page_by_page() {
    var team = newTeam();
    var sdk = new Sdk(newTeamPerson(team, "member").api());
    for (var text : List.of("ccc", "a", "bb", "dddd")) {
      log(sdk, team, text.getBytes(StandardCharsets.UTF_8), "size-" + text.length());
    }
    var asked = new HashMap<String, Object>();
    asked.putAll(Map.of("entity", team, "project", "digits", "type", "model", "collection", "m"));
    asked.putAll(Map.of("order", "+size", "perPage", 2));
    asked.put("filters", "{\"state\":\"COMMITTED\",\"size\":{\"$lt\":4}}");

    var first = versions(sdk, asked);
    asked.put("cursor", first.at("/pageInfo/endCursor").asText());
    var second = versions(sdk, asked);

    assertThat(first.at("/totalCount").asInt()).isEqualTo(3);
    assertThat(first.path("edges").findValuesAsText("version")).containsExactly("v1", "v2");
    assertThat(second.path("edges").findValuesAsText("version")).containsExactly("v0");
    assertThat(second.at("/pageInfo/hasNextPage").asBoolean()).isFalse();
  }

  private static JsonNode versions(Sdk sdk, Map<String, Object> asked) {
    return sdk.run("ProjectArtifacts", asked)
        .expect(200)
        .json()
        .at("/data/project/artifactType/artifactCollection/artifacts");
  }

  private static Answer link(Sdk sdk, String id, String project, String alias) {
    var input =
        Map.of(
            "artifactID",
            id,
            "artifactPortfolioName",
            "Digits",
            "entityName",
            "organization",
            "projectName",
            project,
            "aliases",
            List.of(Map.of("artifactCollectionName", "Digits", "alias", alias)));
    return sdk.run("LinkArtifact-public", Map.of("input", input));
  }

  private static Map<String, Object> at(String team, String alias) {
    return Map.of("entity", team, "project", "digits", "collection", "m", "alias", alias);
  }

  private static String log(Sdk sdk, String team, byte[] file, String alias) {
    var id = id(create(sdk, team, file, alias).expect(200));
    send(sdk, team, id, file);
    return id;
  }

  private static void send(Sdk sdk, String team, String id, byte[] file) {
    var upload = files(sdk, id, file).at("/data/createArtifactFiles/files/edges/0/node/uploadUrl");
    sdk.put(upload, file).expect(200);
    manifest(sdk, team, id, file);
    var committed = sdk.run("CommitArtifact", Map.of("artifactID", id)).expect(200);
    assertThat(committed.json().has("errors")).as(committed.text()).isFalse();
  }

  private static JsonNode update(Sdk sdk, String id, int ttl) {
    var input = Map.of("artifactID", id, "ttlDurationSeconds", ttl);
    return sdk.query(
            "mutation($input: UpdateArtifactInput!) { updateArtifact(input: $input) {"
                + " artifact { ttlDurationSeconds ttlIsInherited } } }",
            Map.of("input", input))
        .expect(200)
        .json()
        .at("/data/updateArtifact/artifact");
  }

  /// What one of several writers sends: a file, and a manifest that tells of it alone.
  private static void part(Sdk sdk, String team, String id, String name) {
    var bytes = name.getBytes(StandardCharsets.UTF_8);
    var spec = Map.of("artifactID", id, "name", name, "md5", Md5.of(bytes).base64());
    var files =
        sdk.run(
            "CreateArtifactFiles",
            Map.of("input", Map.of("artifactFiles", List.of(spec), "storageLayout", "V2")));
    sdk.put(files.at("/data/createArtifactFiles/files/edges/0/node/uploadUrl"), bytes).expect(200);
    var variables = new HashMap<String, Object>();
    variables.put("artifactID", id);
    variables.put("name", "wandb_manifest.patch.json");
    variables.put("digest", "");
    variables.put("entityName", team);
    variables.put("projectName", "digits");
    variables.put("runName", "");
    variables.put("manifestType", "PATCH");
    variables.put("includeUpload", false);
    var made = sdk.run("CreateArtifactManifest", variables).expect(200);
    var text =
        "{\"version\":1,\"storagePolicy\":\"wandb-storage-policy-v1\",\"contents\":{\"%s\":"
                .formatted(name)
            + "{\"digest\":\"%s\",\"size\":%d}}}".formatted(Md5.of(bytes).base64(), bytes.length);
    var manifest = text.getBytes(StandardCharsets.UTF_8);
    var update =
        Map.of(
            "artifactManifestID",
            made.at("/data/createArtifactManifest/artifactManifest/id"),
            "digest",
            Md5.of(manifest).base64(),
            "includeUpload",
            true);
    var url =
        sdk.run("UpdateArtifactManifest", update)
            .expect(200)
            .at("/data/updateArtifactManifest/artifactManifest/file/uploadUrl");
    sdk.put(url, manifest).expect(200);
  }

  private static Answer create(Sdk sdk, String team, byte[] file, String alias) {
    return create(sdk, team, file, alias, Map.of());
  }

  private static Answer create(
      Sdk sdk, String team, byte[] file, String alias, Map<String, Object> more) {
    var input = new HashMap<String, Object>();
    input.put("entityName", team);
    input.put("projectName", "digits");
    input.put("artifactTypeName", "model");
    input.put("artifactCollectionName", "m");
    input.put("digest", sum(file));
    input.put("enableDigestDeduplication", true);
    input.put(
        "aliases",
        List.of(
            Map.of("artifactCollectionName", "m", "alias", "latest"),
            Map.of("artifactCollectionName", "m", "alias", alias)));
    input.put("description", null);
    input.putAll(more);
    return sdk.run("CreateArtifact", Map.of("input", input));
  }

  private static String id(Answer created) {
    return created.at("/data/createArtifact/artifact/id");
  }

  private static Answer files(Sdk sdk, String id, byte[] file) {
    var spec = Map.of("artifactID", id, "name", "w.bin", "md5", Md5.of(file).base64());
    return sdk.run(
            "CreateArtifactFiles",
            Map.of("input", Map.of("artifactFiles", List.of(spec), "storageLayout", "V2")))
        .expect(200);
  }

  private static void manifest(Sdk sdk, String team, String id, byte[] file) {
    var text =
        "{\"version\":1,\"storagePolicy\":\"wandb-storage-policy-v1\",\"contents\":{\"w.bin\":"
            + "{\"digest\":\"%s\",\"size\":%d}}}".formatted(Md5.of(file).base64(), file.length);
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var made =
        sdk.run(
                "CreateArtifactManifest",
                Map.of(
                    "artifactID",
                    id,
                    "name",
                    "wandb_manifest.json",
                    "digest",
                    Md5.of(bytes).base64(),
                    "entityName",
                    team,
                    "projectName",
                    "digits",
                    "runName",
                    "",
                    "manifestType",
                    "FULL",
                    "includeUpload",
                    true))
            .expect(200);
    sdk.put(made.at("/data/createArtifactManifest/artifactManifest/file/uploadUrl"), bytes)
        .expect(200);
  }

  /// The SDK's own sum of an artifact with that one file.
  private static String sum(byte[] file) {
    var text = "wandb-artifact-manifest-v1\nw.bin:" + Md5.of(file).base64() + "\n";
    return Md5.of(text.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
