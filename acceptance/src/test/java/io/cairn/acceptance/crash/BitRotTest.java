// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import io.cairn.client.PullRequest;
import io.cairn.client.RetryPolicy;
import io.cairn.client.TransferOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One random bit is flipped in each of many blobs (security rule D4). Our client accepts none of
/// them, an archive, which the server hashes on its way, never ends cleanly, and what was found is
/// served no more until the right bytes come again.
class BitRotTest {
  private static final int BLOBS = Boolean.getBoolean("testing.long") ? 200 : 20;

  @TempDir Path folder;

  private final long seed = Long.getLong("testing.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Logged(byte[] bytes, String digest, String ref, String files) {}

  @Test
  void a_flipped_bit_is_always_found_and_never_accepted() throws IOException {
    try (var server = ServerProcess.start(new Start(folder.resolve("data")));
        var session = server.admin();
        var client =
            CairnClient.connect(server.url(), Optional.of(key(server)), RetryPolicy.NONE)) {
      Session.ok(session.json("POST", "/teams", Map.of("name", "crash")));
      var all = new ArrayList<Logged>();
      for (var i = 0; i < BLOBS; i++) {
        all.add(log(session));
      }
      for (var one : all) {
        flipOneBit(blob(server, one.digest()));
      }

      var acceptedByClient = all.stream().filter(one -> isAccepted(client, one)).toList();
      var endedCleanly = all.stream().filter(one -> endsCleanly(session, one)).toList();
      var servedAfterwards = all.stream().filter(one -> isServed(session, one)).toList();

      assertThat(acceptedByClient).as("seed %d", seed).isEmpty();
      assertThat(endedCleanly).as("seed %d", seed).isEmpty();
      assertThat(servedAfterwards).as("seed %d", seed).isEmpty();
      for (var one : all) {
        upload(session, openDraft(session), one.bytes(), one.digest());
        assertThat(session.get(one.files() + "/f.bin").body()).isEqualTo(one.bytes());
      }
      System.out.printf(
          "bit rot: seed %d, %d blobs, 0 accepted by the client, 0 archives ended cleanly, 0 served"
              + " afterwards, all healed by the same bytes%n",
          seed, BLOBS);
    }
  }

  private Logged log(Session session) {
    var bytes = new byte[1 + random.nextInt(300_000)];
    random.nextBytes(bytes);
    var digest = Content.sha256(bytes);
    var draft = openDraft(session);
    upload(session, draft, bytes, digest);
    var manifest =
        "{\"cairn\":\"manifest/1\"}\n{\"path\":\"f.bin\",\"size\":%d,\"sha256\":\"%s\"}\n"
            .formatted(bytes.length, digest)
            .getBytes(StandardCharsets.UTF_8);
    Session.ok(session.bytes("PUT", "/drafts/" + draft + "/manifest", manifest));
    var version = Session.ok(session.json("POST", "/drafts/" + draft + "/commit", Map.of())).json();
    return new Logged(
        bytes,
        digest,
        "crash/p/c0@sha256:" + Content.sha256(manifest),
        version.get("links").get("files").asText().substring("/api/v1".length()));
  }

  private static String openDraft(Session session) {
    return Session.ok(
            session.json(
                "POST", Writer.PROJECT + "/collections/c0/drafts", Map.of("type", "dataset")))
        .json()
        .get("id")
        .asText();
  }

  private static void upload(Session session, String draft, byte[] bytes, String digest) {
    Session.ok(session.bytes("PUT", "/drafts/" + draft + "/blobs/sha256:" + digest, bytes));
  }

  private static Path blob(ServerProcess server, String digest) {
    return server.data().resolve("blobs/sha256").resolve(digest.substring(0, 2)).resolve(digest);
  }

  private void flipOneBit(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(file, bytes);
  }

  private boolean isAccepted(CairnClient client, Logged one) {
    var target = folder.resolve("pulled-" + one.digest());
    var request =
        PullRequest.of(one.ref(), target).options(TransferOptions.DEFAULT.cache(Optional.empty()));
    assertThatThrownBy(() -> client.artifacts().pull(request))
        .isInstanceOfSatisfying(
            CairnException.class,
            e -> assertThat(e.kind()).isEqualTo(CairnException.Kind.INTEGRITY));
    return Files.exists(target.resolve("f.bin"));
  }

  private static boolean endsCleanly(Session session, Logged one) {
    try {
      var archive = one.files().replaceAll("/files$", "/archive.tar");
      return session.get(archive).isSuccess();
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private static boolean isServed(Session session, Logged one) {
    var answer = session.get(one.files() + "/f.bin");
    return answer.status() != 500 || !answer.json().get("code").asText().equals("blob.corrupt");
  }

  private static String key(ServerProcess server) throws IOException {
    return Files.readString(server.data().resolve("admin.key")).strip();
  }
}
