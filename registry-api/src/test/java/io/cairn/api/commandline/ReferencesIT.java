// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cairn.api.commandline.Shell.Result;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bytes that stay in a folder or behind a web server: logged, pulled, changed and gone.
@QuarkusTest
class ReferencesIT extends ServerTest {
  @TempDir private Path folder;
  private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
  private final List<String> ranges = new ArrayList<>();
  private Shell shell;
  private String collection;
  private HttpServer web;
  private volatile int cutAfter = Integer.MAX_VALUE;

  @BeforeEach
  void log_in() throws IOException {
    var team = newTeam();
    shell = new Shell(admin().server(), newTeamPerson(team, "member").api().key(), folder);
    collection = team + "/digits/scans";
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext("/", this::answer);
    web.start();
  }

  @AfterEach
  void stop() {
    web.stop(0);
  }

  @Test
  void a_folder_is_logged_without_its_bytes_and_pulled_with_them() throws IOException {
    write("lake/b/ü.txt", "zwei");
    write("lake/a b.txt", "eins");
    write("own/x.txt", "own");

    var logged = json("log", to("own"), "--name", collection, "--reference", "raw=" + uri("lake/"));

    assertThat(logged.path("references").asLong()).isEqualTo(2);
    assertThat(logged.path("sentFiles").asLong()).isEqualTo(1);
    var items = json("ls", collection + ":v0").path("items");
    assertThat(items.findValuesAsText("path"))
        .containsExactly("raw/a b.txt", "raw/b/ü.txt", "x.txt");
    assertThat(items.get(0).path("checksum").asText()).startsWith("sha256:").hasSize(7 + 64);
    cairn("pull", collection, "--to", to("copy")).expect(0);
    assertThat(folder.resolve("copy/raw/b/ü.txt")).hasContent("zwei");
    assertThat(cairn("verify", to("copy")).expect(0).out()).contains("ok: all of 3 files");
    assertThat(json("pull", collection, "--to", to("copy")).path("movedFiles").asLong()).isZero();
    cairn("verify", collection, to("copy")).expect(0);
    write("copy/raw/b/ü.txt", "drei");
    cairn("verify", to("copy")).expect(4);
    cairn("verify", collection, to("copy")).expect(4);
    cairn("pull", collection, "--to", to("copy")).expect(0);
    assertThat(folder.resolve("copy/raw/b/ü.txt")).hasContent("zwei");
    var again = json("log", to("own"), "--name", collection, "--reference", "raw=" + uri("lake/"));
    assertThat(again.path("created").asBoolean()).isFalse();
  }

  @Test
  void what_was_changed_or_is_gone_is_named_and_nothing_is_put_in_place() throws IOException {
    write("lake/a.txt", "eins");
    write("lake/b.txt", "zwei");
    write("lake/c.txt", "drei");
    cairn("log", "--name", collection, "--reference", uri("lake/")).expect(0);
    write("lake/a.txt", "else");
    Files.delete(folder.resolve("lake/b.txt"));

    var pulled = cairn("pull", collection, "--to", to("copy")).expect(4);

    assertThat(pulled.err())
        .contains("2 references are not what was recorded")
        .contains("'a.txt' has other bytes now: its sha256 is")
        .contains("'b.txt' is not there any more")
        .doesNotContain("c.txt");
    assertThat(folder.resolve("copy")).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(n -> n.contains("copy"));
    }
    assertThat(json("pull", collection, "--to", to("copy"), "--no-references").path("notFetched"))
        .hasSize(3);
  }

  @Test
  void files_outside_of_allowed_folders_are_neither_logged_nor_pulled() throws IOException {
    write("lake/a.txt", "eins");
    write("secret.txt", "secret");
    Files.createSymbolicLink(folder.resolve("lake/link.txt"), folder.resolve("secret.txt"));

    var linked = cairn("log", "--name", collection, "--reference", uri("lake/")).expect(1);
    assertThat(linked.err())
        .contains("not below an allowed folder")
        .contains("CAIRN_REFERENCES_ROOTS");
    Files.delete(folder.resolve("lake/link.txt"));
    cairn("log", "--name", collection, "--reference", uri("lake/")).expect(0);
    var refused = shell.cairn("pull", collection, "--to", to("copy")).expect(1);

    assertThat(refused.err()).contains("'a.txt'").contains("--no-references");
    assertThat(folder.resolve("copy")).doesNotExist();
    cairn("log", "--name", collection, "--reference", uri("lake/../secret.txt")).expect(1);
  }

  @Test
  void what_a_web_server_has_is_logged_and_pulled_and_goes_on_where_the_line_broke() {
    pages.put("/big.bin", bytes(700_000));
    pages.put("/data.csv", bytes(10));
    pages.put("/no-head.csv", bytes(11));

    var logged =
        json(
            "log",
            "--name",
            collection,
            "--reference",
            page("/big.bin"),
            "--reference",
            "x/d.csv=" + page("/data.csv"),
            "--reference",
            page("/no-head.csv"));

    assertThat(logged.path("references").asLong()).isEqualTo(3);
    var items = json("ls", collection + ":v0").path("items");
    assertThat(items.findValuesAsText("size")).containsExactly("700000", "11", "10");
    assertThat(items.get(0).path("checksum").asText())
        .startsWith("etag:")
        .contains(" modified:2026-10-01T12:00:00Z");
    cutAfter = 300_000;
    cairn("pull", collection, "--to", to("copy")).expect(0);
    assertThat(folder.resolve("copy/big.bin")).hasBinaryContent(bytes(700_000));
    // Where it broke for the reader: a reset takes along what the system had not handed out.
    assertThat(ranges.getFirst()).isEqualTo("bytes=0-0");
    assertThat(ranges.subList(1, ranges.size()))
        .hasSizeGreaterThanOrEqualTo(2)
        .doesNotHaveDuplicates()
        .allMatch(range -> range.matches("bytes=[1-9][0-9]{4,5}-"));
  }

  @Test
  void what_a_web_server_has_changed_is_named_and_what_was_sent_again_is_not() {
    pages.put("/data.csv", bytes(10));
    cairn("log", "--name", collection, "--reference", page("/data.csv")).expect(0);

    pages.put("/data.csv", bytes(10));
    cairn("pull", collection, "--to", to("same")).expect(0);
    pages.put("/data.csv", new byte[10]);
    assertThat(cairn("pull", collection, "--to", to("changed")).expect(4).err())
        .contains("'data.csv' was changed: its etag is");
    pages.clear();
    assertThat(cairn("pull", collection, "--to", to("gone")).expect(4).err())
        .contains("'data.csv' is not there any more");
  }

  @Test
  void what_is_not_there_is_told_and_more_than_allowed_refused() throws IOException {
    write("lake/a", "1");
    write("lake/b", "2");
    Files.createDirectory(folder.resolve("empty"));
    write("odd/back\\slash", "1");

    cairn("log", "--name", collection, "--reference", page("/none")).expect(3);
    cairn("log", "--name", collection, "--reference", uri("lake/none")).expect(3);
    cairn("log", "--name", collection, "--reference", uri("empty/")).expect(3);
    assertThat(
            cairn("log", "--name", collection, "--reference", uri("lake/"), "--max-objects", "1")
                .expect(1)
                .err())
        .contains("more than 1 objects");
    assertThat(cairn("log", "--name", collection, "--reference", uri("odd/")).expect(1).err())
        .contains("odd/back%5Cslash")
        .contains("rename the object");
  }

  @Test
  void the_server_opens_nothing_that_its_settings_do_not_open_and_says_so() throws IOException {
    write("lake/a.txt", "eins");
    pages.put("/data.csv", bytes(10));
    cairn(
            "log",
            "--name",
            collection,
            "--reference",
            page("/data.csv"),
            "--reference",
            uri("lake/"))
        .expect(0);

    var checked = cairn("check", collection).expect(1);

    assertThat(checked.out())
        .contains("refused     a.txt  ")
        .contains("CAIRN_REFERENCES_ROOTS")
        .contains("refused     data.csv  is http")
        .contains("check done: 2 references")
        .contains("2 refused");
    var status = cairn("check", collection, "--status", "--json").expect(1).json();
    assertThat(status.path("ok").asBoolean()).isFalse();
    assertThat(status.at("/job/report/refused").asLong()).isEqualTo(2);
    assertThat(status.path("findings")).hasSize(2);
    assertThat(json("check", collection, "--stop").path("stopped").asBoolean()).isTrue();
    var stranger = shell.withKey(newPerson().api().key());
    stranger.cairn("check", collection).expect(3);
    stranger.cairn("verify", "--server", collection).expect(3);
  }

  @Test
  void the_server_reads_the_bytes_of_one_version_and_names_what_is_damaged() throws IOException {
    write("own/a.txt", "whole " + collection);
    write("own/b.txt", "damaged " + collection);
    cairn("log", to("own"), "--name", collection).expect(0);
    assertThat(cairn("check", collection).expect(0).out()).contains("0 references");
    assertThat(cairn("check", collection + ":v7").expect(3).out()).isEmpty();

    assertThat(cairn("verify", "--server", collection).expect(0).out())
        .contains("check done: 3 files")
        .contains("all as recorded");
    var digest = json("ls", collection + ":v0").path("items").get(1).path("digest").asText();
    var hex = digest.substring("sha256:".length());
    Files.writeString(
        dataDir().resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex), "other");

    assertThat(cairn("verify", "--server", collection).expect(4).out())
        .contains("damaged     b.txt  is damaged: " + digest)
        .contains("1 damaged");
    cairn("verify", "--server", collection, to("own")).expect(2);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var bytes = pages.get(exchange.getRequestURI().getPath());
    var range = exchange.getRequestHeaders().getFirst("Range");
    var method = exchange.getRequestMethod();
    if (bytes == null
        || method.equals("HEAD") && exchange.getRequestURI().getPath().contains("no-head")) {
      exchange.sendResponseHeaders(bytes == null ? 404 : 405, -1);
      exchange.close();
      return;
    }
    var from = 0;
    exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(bytes) + "\"");
    exchange.getResponseHeaders().set("Last-Modified", "Thu, 01 Oct 2026 12:00:00 GMT");
    if (range != null) {
      synchronized (ranges) {
        ranges.add(range);
      }
      from = Integer.parseInt(range.replaceAll("bytes=([0-9]+)-.*", "$1"));
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    if (method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(bytes.length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length - from);
      // Closed too early, the line breaks.
      exchange.getResponseBody().write(bytes, from, Math.min(cutAfter, bytes.length - from));
    }
    exchange.close();
  }

  private Result cairn(String... arguments) {
    return shell.cairn(
        Map.of("CAIRN_REFERENCES_ROOTS", to("lake") + "," + to("odd") + "," + to("empty")),
        arguments);
  }

  private JsonNode json(String... arguments) {
    var all = Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
    return cairn(all).expect(0).json();
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    for (var i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    return bytes;
  }

  private String page(String path) {
    return "http://127.0.0.1:" + web.getAddress().getPort() + path;
  }

  private String uri(String name) {
    return "file://" + folder + "/" + name;
  }

  private String to(String name) {
    return folder.resolve(name).toString();
  }
}
