// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damage on the server's disk, as its admin and the people who log files meet it.
@QuarkusTest
class ScrubStoryIT extends ServerTest {
  private static final int BLOBS = Boolean.getBoolean("testing.long") ? 200 : 20;

  @TempDir private Path folder;
  private Shell admin;
  private Shell shell;
  private String collection;

  @BeforeEach
  void log_in() {
    admin = new Shell(admin().server(), admin().key(), folder);
    var team = newTeam();
    shell = admin.withKey(newTeamPerson(team, "member").api().key());
    collection = team + "/digits/classifier";
  }

  @Test
  void one_bit_in_each_of_many_blobs_is_found_never_served_and_healed() throws IOException {
    var random = new Random(7);
    for (var i = 0; i < BLOBS; i++) {
      Trees.write(
          folder.resolve("source"), "f" + i + ".bin", random, 1_000 + random.nextInt(5_000));
    }
    shell.cairn("log", to("source"), "--name", collection).expect(0);
    var version = admin().get("/resolve?ref=" + collection + ":v0").expect(200).at("/versionId");
    var digests = digests();
    for (var digest : digests) {
      flipOneBit(stored(digest), random);
    }

    var scrubbed = admin.cairn("admin", "scrub", "--rate", "0").expect(4);

    assertThat(damaged()).containsAll(digests);
    for (var digest : digests) {
      assertThat(scrubbed.out()).contains("damaged  " + digest);
      shellApi()
          .get("/versions/" + version + "/blobs/" + digest)
          .expectProblem(500, "blob.corrupt");
    }
    assertThat(scrubbed.out()).contains("needed by " + collection + ":v0");
    shell.cairn("pull", collection, "--to", to("copy")).expect(4);
    assertThat(admin().get("/metrics").expect(200).text())
        .containsPattern("cairn_damaged_blobs\\{kind=\"damaged\"\\} [1-9]");

    var again = shell.json("log", to("source"), "--name", collection);

    assertThat(again.path("created").asBoolean()).isFalse();
    assertThat(damaged()).doesNotContainAnyElementsOf(digests);
    shell.cairn("pull", collection, "--to", to("copy")).expect(0);
    shell.cairn("verify", to("copy")).expect(0);
  }

  @Test
  void a_pull_that_meets_damage_has_the_server_look_at_once() throws IOException {
    Trees.write(folder.resolve("source"), "a.bin", new Random(4), 10_000);
    shell.cairn("log", to("source"), "--name", collection).expect(0);
    var digest = digests().getFirst();
    flipOneBit(stored(digest), new Random(1));

    shell.cairn("pull", collection, "--to", to("copy")).expect(4);

    assertThat(damaged()).contains(digest);
    assertThat(admin.cairn("admin", "scrub", "--status").out()).contains(digest);
  }

  @Test
  void a_reader_who_reports_a_whole_blob_is_told_so_and_a_stranger_nothing() throws IOException {
    Trees.write(folder.resolve("source"), "a.bin", new Random(5), 10_000);
    shell.cairn("log", to("source"), "--name", collection).expect(0);
    var version = admin().get("/resolve?ref=" + collection + ":v0").expect(200).at("/versionId");
    var route = "/versions/" + version + "/blobs/" + digests().getFirst() + "/check";

    assertThat(shellApi().get(route).expect(200).at("/state")).isEqualTo("whole");
    newPerson().api().get(route).expectProblem(404, "not-found");
  }

  @Test
  void the_server_can_be_verified_whole() {
    var verified = admin.cairn("verify", "--server", "--json");

    // Other tests leave damage behind; what matters is that it was looked for.
    assertThat(verified.exitCode()).isIn(0, 4);
    assertThat(verified.json().at("/job/state").asText()).isEqualTo("done");
    assertThat(verified.json().path("ok").asBoolean()).isEqualTo(verified.exitCode() == 0);
    assertThat(admin.json("admin", "scrub", "--stop").path("stopped").asBoolean()).isTrue();
    admin.cairn("scrub", "--rate", "fast").expect(2);
    shell.cairn("scrub").expect(1);
    shell.cairn("verify").expect(2);
  }

  private List<String> digests() {
    var digests = new ArrayList<String>();
    for (JsonNode file : shell.json("ls", collection + ":v0").path("items")) {
      digests.add(file.path("digest").asText());
    }
    return digests;
  }

  private Set<String> damaged() {
    var digests = new HashSet<String>();
    var page = admin().get("/scrub/damaged-blobs?limit=1000").expect(200);
    page.json().path("items").forEach(blob -> digests.add(blob.path("digest").asText()));
    return digests;
  }

  private Api shellApi() {
    return api(shell.key());
  }

  private static Path stored(String digest) {
    var hex = digest.substring("sha256:".length());
    return dataDir().resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex);
  }

  private static void flipOneBit(Path file, Random random) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
  }

  private String to(String name) {
    return folder.resolve(name).toString();
  }
}
