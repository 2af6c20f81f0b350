// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.runfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Damages;
import io.cairn.core.content.Digest;
import io.cairn.core.draft.HeapBlobs;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.RunState;
import io.cairn.core.run.TestRuns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothEngines
class RunFilesTest {
  private final TestRuns runs;
  private final HeapBlobs store = new HeapBlobs();
  private final String run = "run-" + UUID.randomUUID();
  private final ReadRunFiles read;

  RunFilesTest(TestFacts db) {
    runs = new TestRuns(db.facts());
    read = new ReadRunFiles(runs.facts, runs.door);
    runs.begin(run);
  }

  @Test
  void a_file_is_put_read_replaced_and_deleted() throws IOException {
    var first = put("logs/out.txt", "one");
    runs.pass(Duration.ofSeconds(1));
    var second = put("logs/out.txt", "three");

    assertThat(first.isNew()).isTrue();
    assertThat(second.isNew()).isFalse();
    assertThat(second.file().updatedAt()).isEqualTo(runs.now());
    assertThat(second.file().updatedBy()).isEqualTo(runs.member.name());
    assertThat(file("logs/out.txt")).isEqualTo(second.file());
    assertThat(second.file().sizeBytes()).isEqualTo(5);
    assertThat(second.file().digest()).isEqualTo(digest("three"));

    delete("logs/out.txt");

    assertThatThrownBy(() -> file("logs/out.txt")).isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> delete("logs/out.txt")).isInstanceOf(Failure.NotFound.class);
    assertThat(runs.told())
        .endsWith("run.created", "run.file-stored", "run.file-stored", "run.file-deleted");
  }

  @Test
  void the_same_bytes_again_change_nothing() throws IOException {
    var first = put("a", "one");
    runs.pass(Duration.ofSeconds(1));

    var again = put("a", "one");

    assertThat(again).isEqualTo(new PutRunFile.Put(first.file(), false));
    assertThat(runs.told()).endsWith("run.created", "run.file-stored");
  }

  @Test
  void bytes_that_are_not_those_promised_are_not_kept() {
    assertThatThrownBy(() -> put(runs.member, "a", "one", BlobUpload.of(digest("two"))))
        .isInstanceOf(Failure.DigestMismatch.class);
    assertThatThrownBy(() -> put(runs.member, "a", "one", BlobUpload.ofUnknownDigest().atMost(2)))
        .isInstanceOf(Failure.TooLarge.class);

    assertThat(store.count()).isZero();
    assertThat(paths(Optional.empty(), 10)).isEmpty();
  }

  @Test
  void the_team_may_name_the_bytes_by_digest_from_then_on() throws IOException {
    put("a", "one");

    var granted =
        runs.facts.read(reading ->
            Blobs.granted(reading, runs.team.id(), List.of(digest("one"), digest("two"))));

    assertThat(granted).containsOnlyKeys(digest("one")).containsValue(3L);
  }

  @Test
  void files_are_put_after_the_end_too() throws IOException {
    runs.finish(run, RunState.FINISHED, 0);

    put("late.txt", "x");

    assertThat(file("late.txt").sizeBytes()).isEqualTo(1);
    assertThat(runs.told()).endsWith("run.ended", "run.file-stored");
  }

  @ParameterizedTest
  @CsvSource({"a/b, a/b/c", "a/b, a", "a, a/b/c/d"})
  void no_path_is_a_file_and_a_folder(String there, String wanted) throws IOException {
    put(there, "one");

    assertThatThrownBy(() -> put(wanted, "two"))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("run-file.folder"));
    assertThat(paths(Optional.empty(), 10)).containsExactly(there);
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void viewers_read_and_do_not_write_and_outsiders_see_nothing() throws IOException {
    var viewer = runs.member(Role.VIEWER);
    var outsider = runs.outsider();
    put("a", "one");

    assertThat(read.file(viewer, runs.path(run), new FilePath("a")).sizeBytes()).isEqualTo(3);
    assertThatThrownBy(() -> put(viewer, "b", "x", BlobUpload.ofUnknownDigest()))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> put(outsider, "b", "x", BlobUpload.ofUnknownDigest()))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> read.file(outsider, runs.path(run), new FilePath("a")))
        .isInstanceOf(Failure.NotFound.class);
    assertThat(store.count()).isEqualTo(1);
  }

  @Test
  void a_run_that_is_gone_has_no_files() throws IOException {
    put("a", "one");
    runs.delete(run);

    assertThatThrownBy(() -> file("a")).isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> put("b", "two")).isInstanceOf(Failure.NotFound.class);
    assertThat(store.count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void pages_of_lists_and_folders_hold_all_and_nothing_twice(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    var oracle = new TreeSet<String>(RunFilesTest::byBytes);
    var folders = List.of("a", "a.b", "a b", "ä", "深", "plots", "a0");
    for (var i = 0; i < 120; i++) {
      var depth = random.nextInt(0, 4);
      var path = new StringBuilder();
      for (var d = 0; d < depth; d++) {
        path.append(folders.get(random.nextInt(folders.size()))).append('/');
      }
      oracle.add(path + "f" + random.nextInt(40));
    }
    for (var path : oracle) {
      put(path, path);
    }
    var limit = random.nextInt(1, 9);

    assertThat(paths(Optional.empty(), limit)).containsExactlyElementsOf(oracle);
    assertThat(paths(Optional.of("a"), limit))
        .containsExactlyElementsOf(oracle.stream().filter(p -> p.startsWith("a/")).toList());
    for (var folder : List.of("", "a", "ä", "a/plots", "nothing")) {
      var prefix = folder.isEmpty() ? "" : folder + "/";
      var expected =
          oracle.stream()
              .filter(p -> p.startsWith(prefix))
              .map(p -> {
                var slash = p.indexOf('/', prefix.length());
                return slash < 0 ? p : p.substring(0, slash + 1);
              })
              .distinct()
              .toList();
      assertThat(browse(folder, limit)).as("seed %s: %s", seed, folder).isEqualTo(expected);
    }
  }

  private static int byBytes(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> paths(Optional<String> folder, int limit) {
    var found = new ArrayList<String>();
    var page = new PageRequest(limit, Optional.empty());
    while (true) {
      var answer = read.list(runs.member, runs.path(run), folder.map(FilePath::new), page);
      answer.items().forEach(file -> found.add(file.path().text()));
      if (answer.next().isEmpty()) {
        return found;
      }
      page = new PageRequest(limit, answer.next());
    }
  }

  private List<String> browse(String folder, int limit) {
    var in = Optional.of(folder).filter(text -> !text.isEmpty()).map(FilePath::new);
    var found = new ArrayList<String>();
    var page = new PageRequest(limit, Optional.empty());
    while (true) {
      var answer = read.browse(runs.member, runs.path(run), in, page);
      for (var item : answer.items()) {
        found.add(
            switch (item) {
              case RunFileItem.File(var file) -> file.path().text();
              case RunFileItem.Folder(var path) -> path.text() + "/";
            });
      }
      if (answer.next().isEmpty()) {
        return found;
      }
      page = new PageRequest(limit, answer.next());
    }
  }

  private RunFile file(String path) {
    return read.file(runs.member, runs.path(run), new FilePath(path));
  }

  private void delete(String path) {
    new DeleteRunFile(runs.facts, runs.door, runs.events)
        .run(runs.member, runs.path(run), new FilePath(path));
  }

  private PutRunFile.Put put(String path, String content) throws IOException {
    return put(runs.member, path, content, BlobUpload.ofUnknownDigest());
  }

  private PutRunFile.Put put(Principal who, String path, String content, BlobUpload upload)
      throws IOException {
    return new PutRunFile(
            runs.facts,
            store,
            runs.door,
            runs.events,
            new Arrivals(new Damages(runs.events), runs.timeline),
            runs.timeline)
        .run(
            who,
            runs.path(run),
            new FilePath(path),
            upload,
            new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static Digest digest(String content) {
    return Digest.hash(content.getBytes(StandardCharsets.UTF_8));
  }
}
