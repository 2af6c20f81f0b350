// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cairn.core.check.Finding;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.name.FilePath;
import io.cairn.reference.LocalFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule S1, and how many questions are under way at a time.
class LookOutsideTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.org/a",
        "gopher://example.org/a",
        "jar:file:///a.jar!/b",
        "data:text/plain,x",
        "mailto:ada@example.org",
        "http://example.org/a",
        "https://127.0.0.1/a",
        "file:///etc/hostname",
        "file://host/share/a",
        "file:///allowed/../etc/hostname",
        "s3://other/k",
        "s3://lake/k",
        "s3://lake/rawer/k",
        "s3://lake/raw/",
        "gs://lake/raw/k",
        "s3:no",
      })
  void what_no_setting_opens_is_refused(String uri) {
    var place = OpenedPlace.parse("s3://lake/raw/?endpoint=http://127.0.0.1:1", Map.of());
    try (var look = look(List.of(place))) {
      assertThat(look.look(entry(uri, Optional.empty())).orElseThrow().kind())
          .isEqualTo(Finding.Kind.REFUSED);
    }
  }

  @Test
  void a_file_below_an_allowed_folder_is_read_and_a_link_out_of_it_is_not() throws IOException {
    var root = Files.createDirectory(folder.resolve("root"));
    Files.writeString(root.resolve("a"), "123456789");
    Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(root.resolve("link"), folder.resolve("secret"));
    var right = "sha256:15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225";
    try (var look = look(List.of())) {
      assertThat(look.look(entry(root.resolve("a").toUri().toString(), Optional.of(right))))
          .isEmpty();
      Files.writeString(root.resolve("a"), "12345678x");
      assertThat(kind(look, root.resolve("a"), right)).isEqualTo(Finding.Kind.CHANGED);
      assertThat(kind(look, root.resolve("none"), right)).isEqualTo(Finding.Kind.VANISHED);
      assertThat(kind(look, root.resolve("link"), right)).isEqualTo(Finding.Kind.REFUSED);
    }
  }

  @Test
  void no_more_than_so_many_are_looked_at_at_a_time() throws Exception {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var gate = new CountDownLatch(1);
    var outbound =
        new Outbound(
            new OutboundSettings(
                AllowList.NOTHING, true, 20, Duration.ofSeconds(5), Duration.ofSeconds(5)),
            _ -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              try {
                gate.await();
              } catch (InterruptedException e) {
                throw new IOException(e);
              } finally {
                now.decrementAndGet();
              }
              return List.of(InetAddress.getLoopbackAddress());
            },
            (_, _) -> {
              throw new IOException("no connection in this test");
            });
    var asked = new ArrayList<Future<Optional<Finding>>>();
    try (var look = new LookOutside(List.of(), files(), outbound, 3);
        var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < 50; i++) {
        asked.add(
            workers.submit(() -> look.look(entry("https://example.org/a", Optional.empty()))));
      }
      var deadline = System.nanoTime() + 5_000_000_000L;
      while (now.get() < 3 && System.nanoTime() < deadline) {
        Thread.sleep(5);
      }
      gate.countDown();
      for (var each : asked) {
        assertThat(each.get().orElseThrow().kind()).isEqualTo(Finding.Kind.REFUSED);
      }
    }

    assertThat(most).hasValue(3);
  }

  @Test
  void what_a_web_server_has_is_the_same_changed_gone_or_not_to_be_seen() throws IOException {
    var status = new AtomicInteger(200);
    var etag = new AtomicReference<>("\"a\"");
    var web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", etag.get());
          exchange.getResponseHeaders().set("X-Secret", "of the inner network");
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    web.start();
    var url = "http://127.0.0.1:" + web.getAddress().getPort() + "/a";
    var allowed = AllowList.of(List.of("127.0.0.0/8"));
    try (var look = new LookOutside(List.of(), files(), OutboundSettings.of(allowed, true, 20))) {
      var entry = entry(url, Optional.of("etag:a"));
      assertThat(look.look(entry)).isEmpty();
      etag.set("\"secret\"");
      var changed = look.look(entry).orElseThrow();
      assertThat(changed.kind()).isEqualTo(Finding.Kind.CHANGED);
      assertThat(changed.text()).isEqualTo("was changed: its etag is another");
      for (var each :
          Map.of(
                  404,
                  Finding.Kind.VANISHED,
                  410,
                  Finding.Kind.VANISHED,
                  503,
                  Finding.Kind.UNREACHABLE,
                  401,
                  Finding.Kind.REFUSED)
              .entrySet()) {
        status.set(each.getKey());
        var finding = look.look(entry).orElseThrow();
        assertThat(finding.kind()).as("status %d", each.getKey()).isEqualTo(each.getValue());
        assertThat(finding.text()).doesNotContain("secret");
      }
      web.stop(0);
      assertThat(look.look(entry).orElseThrow().kind()).isEqualTo(Finding.Kind.UNREACHABLE);
    } finally {
      web.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://lake/raw", "http://example.org/", "s3://lake/raw/?secret=x", "s3:///"})
  void a_place_that_is_none_stops_the_start(String text) {
    assertThatThrownBy(() -> OpenedPlace.parse(text, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private LookOutside look(List<OpenedPlace> places) {
    return new LookOutside(places, files(), OutboundSettings.of(AllowList.NOTHING, false, 20));
  }

  private LocalFiles files() {
    return new LocalFiles(List.of(folder.resolve("root"), Path.of("/allowed")), "ROOTS");
  }

  private static Finding.Kind kind(LookOutside look, Path file, String checksum) {
    var entry = entry(file.toUri().toString(), Optional.of(checksum));
    return look.look(entry).orElseThrow().kind();
  }

  private static ReferenceEntry entry(String uri, Optional<String> checksum) {
    return new ReferenceEntry(new FilePath("x"), OptionalLong.empty(), uri, checksum);
  }
}
