// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Large folders, references, archives and the search, by the real command line.
@QuarkusTest
@NullUnmarked
class FilesCommandsIT extends ServerTest {
  private static final List<String> FOLDERS =
      List.of("latin", "Ελληνικά", "кириллица", "中文", "العربية", "देवनागरी");

  @TempDir Path folder;

  private Shell shell;
  private String team;
  private String collection;

  @BeforeEach
  void log_in_as_a_member_of_a_new_team() {
    team = newTeam();
    var member = newTeamPerson(team, "member");
    shell = new Shell(member.api().server(), member.api().key(), folder);
    collection = team + "/project/data";
  }

  @Test
  void twenty_thousand_files_with_names_in_many_scripts_come_back() throws IOException {
    for (var i = 0; i < 20_000; i++) {
      var file =
          folder.resolve(
              "source/%s/%02d/%05d.txt".formatted(FOLDERS.get(i % FOLDERS.size()), i % 97, i));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "content " + i % 400);
    }

    var logged = shell.json("log", to("source"), "--name", collection);
    var pulled = shell.json("pull", collection, "--to", to("copy"));

    assertThat(logged.path("files").asLong()).isEqualTo(20_000);
    assertThat(logged.path("sentFiles").asLong()).isEqualTo(400);
    assertThat(pulled.path("digest")).isEqualTo(logged.path("digest"));
    assertThat(shell.cairn("verify", to("copy")).expect(0).out()).contains("all of 20,000 files");
    var top = shell.json("ls", collection + ":v0", "--folder", "");
    assertThat(top.path("items")).hasSize(6);
    assertThat(shell.json("ls", collection + ":v0").path("items")).hasSize(20_000);
    var below = shell.cairn("ls", collection + ":v0", "--folder", "中文/02").expect(0).out();
    assertThat(below.lines().skip(1)).isNotEmpty().allMatch(line -> line.contains("中文/02/"));
  }

  @Test
  void references_are_recorded_as_given_beside_files() throws IOException {
    Files.createDirectories(folder.resolve("source"));
    Files.writeString(folder.resolve("source/b.txt"), "here");
    Files.writeString(
        folder.resolve("more.jsonl"),
        """
        {"path":"z/模型.bin","size":9007199254740991,"ref":"gs://b/模型?generation=7","checksum":"crc32c:x"}

        {"path":"c","ref":"mailto:ada@example.org"}
        """);

    var logged =
        shell.json(
            "log",
            to("source"),
            "--name",
            collection,
            "--references",
            to("more.jsonl"),
            "--as-given",
            "--reference",
            "a=s3://b/k?versionId=1",
            "--reference",
            "https://example.org/d.bin?x=1");

    assertThat(logged.path("files").asLong()).isEqualTo(1);
    assertThat(logged.path("references").asLong()).isEqualTo(4);
    assertThat(lines(shell.json("ls", collection + ":v0")))
        .containsExactly(
            "{\"path\":\"a\",\"ref\":\"s3://b/k?versionId=1\"}",
            "b.txt",
            "{\"path\":\"c\",\"ref\":\"mailto:ada@example.org\"}",
            "{\"path\":\"d.bin\",\"ref\":\"https://example.org/d.bin?x=1\"}",
            "{\"path\":\"z/模型.bin\",\"size\":9007199254740991,\"ref\":\"gs://b/模型?generation=7\","
                + "\"checksum\":\"crc32c:x\"}");
    var pulled = shell.cairn("pull", collection, "--to", to("copy"), "--no-references").expect(0);
    assertThat(pulled.err()).contains("reference not fetched: z/模型.bin");
    assertThat(Trees.read(folder.resolve("copy")).keySet()).containsExactly("b.txt");
    assertThat(shell.cairn("verify", to("copy")).expect(0).err())
        .contains("4 references not looked");
    assertThat(shell.json("verify", to("copy")).path("references").asLong()).isEqualTo(4);
    assertThat(shell.cairn("show", collection + ":v0").expect(0).out()).contains("references  4");
  }

  @Test
  void references_alone_make_a_version_and_a_changed_checksum_another() {
    var first =
        shell.json(
            "log",
            "--name",
            collection,
            "--reference",
            "x=s3://b/k",
            "--reference-size",
            "5",
            "--reference-checksum",
            "etag:1");
    var same =
        shell.json(
            "log",
            "--name",
            collection,
            "--reference",
            "x=s3://b/k",
            "--reference-size",
            "5",
            "--reference-checksum",
            "etag:1");
    var other =
        shell.json(
            "log",
            "--name",
            collection,
            "--reference",
            "x=s3://b/k",
            "--reference-size",
            "5",
            "--reference-checksum",
            "etag:2");

    assertThat(first.path("size").asLong()).isZero();
    assertThat(same.path("created").asBoolean()).isFalse();
    assertThat(other.path("version").asText()).isEqualTo("v1");
    assertThat(shell.cairn("diff", collection + ":v0", collection + ":v1").expect(0).out())
        .contains("~ x  (etag:1 → etag:2)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | --reference nonsense",
        "2 | --as-given --reference s3://bucket/",
        "2 | --reference s3://bucket/k?x=1",
        "2 | --reference https://example.org/",
        "2 | --reference s3://bucket/k --max-objects 0",
        "1 | --reference file:///etc/hostname",
        "2 | --reference a=s3://xyz --reference b=s3://xyz --reference-size 3",
        "2 | --reference-checksum x",
        "2 | --name-only",
        "1 | --as-given --reference ../up=s3://x",
        "1 | --as-given --reference a=s3://x --reference a=s3://y",
        "1 | --reference a=s3://x --reference-size -1",
        "1 | --references nowhere.jsonl",
        "2 | ''",
      })
  void references_that_cannot_be_are_refused(int exitCode, String options) {
    var arguments = new ArrayList<>(List.of("log", "--name", collection));
    if (!options.isEmpty()) {
      arguments.addAll(List.of(options.split(" ")));
    }
    assertThat(shell.cairn(arguments.toArray(String[]::new)).expect(exitCode).err())
        .isNotBlank()
        .doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"path\":\"a\"}",
        "{\"path\":\"a\",\"ref\":\"no uri\"}",
        "{\"path\":\"/a\",\"ref\":\"s3://b\"}",
        "{\"path\":\"a\",\"ref\":\"s3://b\",\"sha256\":\"0\"}",
        "{\"path\":\"a\",\"ref\":\"s3://b\",\"size\":-1}",
        "{\"path\":\"a\",\"ref\":\"s3://b\",\"more\":1}",
        "[1]",
        "{",
      })
  void a_line_of_a_list_that_is_no_reference_is_named(String line) throws IOException {
    Files.writeString(
        folder.resolve("list"), "{\"path\":\"x\",\"ref\":\"s3://b\"}\n" + line + "\n");

    var refused = shell.cairn("log", "--name", collection, "--references", to("list")).expect(1);

    assertThat(refused.err()).contains("line 2");
  }

  @Test
  void an_archive_holds_what_a_pull_brings() throws IOException {
    var source = Trees.make(folder.resolve("source"), 9);
    shell.json(
        "log", source.toString(), "--name", collection, "--as-given", "--reference", "r=s3://b/k");

    shell.cairn("archive", collection, "--output", to("a.tar")).expect(0);
    shell.cairn("archive", collection + ":v0", "-o", to("a.zip")).expect(0);
    shell.cairn("archive", collection, "--prefix", "中文", "-o", to("some.tar")).expect(0);

    var content = Trees.read(source);
    content.put(
        ".cairn-references.jsonl",
        HexFormat.of()
            .formatHex("{\"path\":\"r\",\"ref\":\"s3://b/k\"}\n".getBytes(StandardCharsets.UTF_8)));
    assertThat(readTar("a.tar")).isEqualTo(content);
    assertThat(readZip("a.zip")).isEqualTo(content);
    assertThat(readTar("some.tar").keySet()).containsExactly("中文/数据.bin");
    assertThat(folder.resolve("a.tar.part")).doesNotExist();
    shell.cairn("archive", collection, "-o", to("a.tar")).expect(1);
    shell.cairn("archive", collection, "-o", to("a.tar"), "--force").expect(0);
    shell.cairn("archive", collection, "-o", to("x"), "--format", "rar").expect(2);
    shell.cairn("archive", collection, "-o", to("x"), "--prefix", "nowhere").expect(3);
    shell.cairn("archive", collection + ":v7", "-o", to("x")).expect(3);
    shell.cairn("archive", collection).expect(2);
    assertThat(folder.resolve("x")).doesNotExist();
    assertThat(shell.cairn("archive", collection, "-o", "-").expect(0).out()).contains("ustar");
  }

  @Test
  void an_archive_for_a_folder_that_is_not_there_is_refused_in_words() throws IOException {
    Files.createDirectories(folder.resolve("source"));
    Files.writeString(folder.resolve("source/a"), "a");
    shell.json("log", to("source"), "--name", collection);

    var refused = shell.cairn("archive", collection, "-o", to("nowhere/a.tar")).expect(1);

    assertThat(refused.err()).contains("there is no file or folder").doesNotContain("Exception");
  }

  @Test
  void a_difference_names_the_tensors_that_changed() throws IOException {
    Files.createDirectories(folder.resolve("source"));
    var file = folder.resolve("source/model.safetensors");
    Files.write(file, safetensors("\"old\":{\"dtype\":\"U8\",\"shape\":[1],", "abcd"));
    shell.json("log", to("source"), "--name", collection);
    Files.write(file, safetensors("\"new\":{\"dtype\":\"I8\",\"shape\":[1],", "abXd"));
    shell.json("log", to("source"), "--name", collection);

    var text = shell.cairn("diff", collection + ":v0", collection + ":v1").expect(0).out();
    var json = shell.json("diff", collection + ":v0", collection + ":v1");
    var files = shell.json("diff", collection + ":v0", collection + ":v1", "--files-only");

    assertThat(text)
        .contains(
            """
            tensors of model.safetensors:
              + new  I8 [1]
              - old  U8 [1]
              ~ b  U8 [1]
              1 the same
            """);
    assertThat(json.at("/tensors/model.safetensors/changed").properties()).hasSize(1);
    assertThat(json.at("/tensors/model.safetensors/compared").asBoolean()).isTrue();
    assertThat(files.has("tensors")).isFalse();
  }

  /// Tensors a, b of two and one bytes, and the one that `third` begins.
  private static byte[] safetensors(String third, String data) {
    var header =
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[2,3]},"
            + third
            + "\"data_offsets\":[3,4]}}";
    var text = (char) header.length() + "\0\0\0\0\0\0\0" + header + data;
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_damaged_file_leaves_no_archive() throws IOException {
    Files.createDirectories(folder.resolve("source"));
    Files.writeString(folder.resolve("source/a"), "damaged " + fresh("content"));
    shell.json("log", to("source"), "--name", collection);
    var hex = shell.json("ls", collection + ":v0").at("/items/0/digest").asText().substring(7);
    try (var stored = Files.walk(dataDir())) {
      Trees.flip(
          stored.filter(f -> f.endsWith(hex) && Files.isRegularFile(f)).findAny().orElseThrow());
    }

    shell.cairn("archive", collection, "-o", to("a.zip"));
    var tar = shell.cairn("archive", collection, "-o", to("a.tar"));

    assertThat(tar.exitCode()).isNotZero();
    assertThat(folder.resolve("a.tar")).doesNotExist();
    assertThat(folder.resolve("a.zip")).doesNotExist();
  }

  @Test
  void versions_are_found_by_what_is_said_of_them() throws IOException {
    Files.createDirectories(folder.resolve("source"));
    for (var i = 0; i < 3; i++) {
      Files.writeString(folder.resolve("source/a"), "content " + i);
      shell.json(
          "log",
          to("source"),
          "--name",
          collection,
          "--meta",
          "accuracy=0." + i,
          "--meta",
          "größe=模型 " + i,
          "--tag",
          i == 1 ? "reviewed" : "raw");
    }

    var found =
        shell.json(
            "search", "metadata.accuracy>=0.1", "--team", team, "--sort", "metadata.accuracy");
    assertThat(found.at("/items/0/ref").asText()).isEqualTo(collection + ":v1");
    assertThat(found.path("items")).hasSize(2);
    assertThat(shell.cairn("search", "metadata.größe~型 1", "tag=Reviewed").expect(0).out())
        .contains(collection + ":v1", "reviewed");
    assertThat(shell.cairn("search", "tag=none", "--team", team).expect(0).err())
        .contains("no version");
    shell.cairn("search", "nonsense").expect(1);
    shell.cairn("search", "--project", "project").expect(2);
    shell.cairn("search", "--team", "nobody-" + team).expect(3);
    shell.cairn("search", "--limit", "0").expect(2);
  }

  private static List<String> lines(JsonNode list) {
    var lines = new ArrayList<String>();
    list.path("items")
        .forEach(item -> lines.add(item.has("ref") ? item.toString() : item.path("path").asText()));
    return lines;
  }

  private TreeMap<String, String> readTar(String name) throws IOException {
    var found = new TreeMap<String, String>();
    try (var tar = new TarArchiveInputStream(open(name), "UTF-8")) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        found.put(entry.getName(), HexFormat.of().formatHex(tar.readAllBytes()));
      }
    }
    return found;
  }

  private TreeMap<String, String> readZip(String name) throws IOException {
    var found = new TreeMap<String, String>();
    try (var zip = new ZipInputStream(open(name), StandardCharsets.UTF_8)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        found.put(entry.getName(), HexFormat.of().formatHex(zip.readAllBytes()));
      }
    }
    return found;
  }

  private InputStream open(String name) throws IOException {
    return new ByteArrayInputStream(Files.readAllBytes(folder.resolve(name)));
  }

  private String to(String name) {
    return folder.resolve(name).toString();
  }
}
