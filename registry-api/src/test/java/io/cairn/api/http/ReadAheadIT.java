// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.cairn.core.content.Digest;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.impl.VertxByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bodies that are read ahead, from a sender who writes on the bare line.
@QuarkusTest
@NullUnmarked
class ReadAheadIT extends ServerTest {
  /// Many times what is read ahead.
  private static final int MANY_BYTES = 7_000_001;

  private final byte[] content = new byte[MANY_BYTES];

  private Api ada;
  private String blob;
  private Socket line;

  @BeforeEach
  void an_open_draft_and_a_line() throws IOException {
    new Random(System.nanoTime()).nextBytes(content);
    var team = newTeam();
    ada = newTeamPerson(team, "member").api();
    var drafts = "/teams/" + team + "/projects/digits/collections/classifier/drafts";
    var draft = ada.post(drafts, Map.of("type", "model")).expect(201).at("/id");
    blob = "/api/v1/drafts/" + draft + "/blobs/" + Digest.hash(content);
    line = new Socket(ada.server().getHost(), ada.server().getPort());
    line.setSoTimeout(20_000);
  }

  @AfterEach
  void hang_up() throws IOException {
    line.close();
  }

  @Test
  void a_body_in_pieces_of_odd_sizes_arrives_as_it_was_sent() throws IOException {
    send(head(blob, MANY_BYTES, ""));
    var sizes = new Random(7);
    for (int at = 0, size; at < MANY_BYTES; at += size) {
      size = Math.min(MANY_BYTES - at, 1 + sizes.nextInt(300_000));
      line.getOutputStream().write(content, at, size);
    }

    assertThat(status()).isEqualTo("HTTP/1.1 201 Created");
  }

  @Test
  void a_body_in_chunks_arrives_as_it_was_sent() throws IOException {
    send(request("PUT", blob, "Transfer-Encoding: chunked\r\n"));
    for (int at = 0, size; at < MANY_BYTES; at += size) {
      size = Math.min(MANY_BYTES - at, 400_000);
      send(Integer.toHexString(size) + "\r\n");
      line.getOutputStream().write(content, at, size);
      send("\r\n");
    }
    send("0\r\n\r\n");

    assertThat(status()).isEqualTo("HTTP/1.1 201 Created");
  }

  @Test
  void who_waits_to_be_told_to_go_on_is_told() throws IOException {
    send(head(blob, MANY_BYTES, "Expect: 100-continue\r\n"));

    assertThat(status()).isEqualTo("HTTP/1.1 100 Continue");
    line.getOutputStream().write(content);
    assertThat(status()).isEqualTo("HTTP/1.1 201 Created");
  }

  @Test
  void who_waits_to_be_told_to_go_on_is_refused_without_a_byte_of_the_body() throws IOException {
    var other = blob.replace("/drafts/", "/drafts/0");
    send(head(other, MANY_BYTES, "Expect: 100-continue\r\n"));

    assertThat(status()).isEqualTo("HTTP/1.1 404 Not Found");
  }

  /// The refusal comes before the body, which must not be taken for the next request.
  @Test
  void after_a_refusal_the_line_serves_the_next_request() throws Exception {
    send(head(blob.replace("sha256:", "sha512:"), MANY_BYTES, ""));
    line.getOutputStream().write(content);
    send(request("GET", "/api/v1/whoami", ""));

    assertThat(status()).isEqualTo("HTTP/1.1 400 Bad Request");
    assertThat(status()).isEqualTo("HTTP/1.1 200 OK");
  }

  @Test
  void requests_sent_in_one_go_are_answered_one_after_the_other() throws Exception {
    send(head(blob, MANY_BYTES, ""));
    line.getOutputStream().write(content);
    send(head(blob, MANY_BYTES, ""));
    line.getOutputStream().write(content);
    send(request("GET", "/api/v1/whoami", ""));

    assertThat(status()).isEqualTo("HTTP/1.1 201 Created");
    assertThat(status()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(status()).isEqualTo("HTTP/1.1 200 OK");
  }

  /// Netty's own count of what it lent, which a buffer that nobody gives back would raise.
  @Test
  void bodies_that_break_off_leave_no_memory_behind() throws Exception {
    var before = lentBytes();
    for (var round = 0; round < 60; round++) {
      try (var other = new Socket(ada.server().getHost(), ada.server().getPort())) {
        other.getOutputStream().write(head(blob, MANY_BYTES, "").getBytes(US_ASCII));
        other.getOutputStream().write(content, 0, 2_000_000 + round * 10_000);
      }
    }

    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (lentBytes() > before + (8 << 20) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(lentBytes()).isLessThanOrEqualTo(before + (8 << 20));
  }

  private static long lentBytes() {
    var allocator = (PooledByteBufAllocator) VertxByteBufAllocator.POOLED_ALLOCATOR;
    return allocator.metric().directArenas().stream()
        .mapToLong(PoolArenaMetric::numActiveBytes)
        .sum();
  }

  private String head(String path, int length, String more) {
    return request("PUT", path, "Content-Length: " + length + "\r\n" + more);
  }

  private String request(String method, String path, String more) {
    return method
        + " "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + ada.key()
        + "\r\n"
        + more
        + "\r\n";
  }

  private void send(String text) throws IOException {
    line.getOutputStream().write(text.getBytes(US_ASCII));
  }

  /// The first line of the next answer; the rest of it is read.
  private String status() throws IOException {
    var in = line.getInputStream();
    var first = textLine(in);
    var length = 0;
    for (var header = textLine(in); !header.isEmpty(); header = textLine(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    in.skipNBytes(length);
    return first;
  }

  private static String textLine(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (var one = in.read(); one != '\n'; one = in.read()) {
      if (one < 0) {
        throw new IOException("the line was ended");
      }
      text.append((char) one);
    }
    return text.toString().stripTrailing();
  }
}
