// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ListedBlob;
import io.cairn.core.page.PageRequest;
import io.cairn.storage.contract.Bodies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process that writes blobs and ends at a named step, without a word, as if it was killed.
class LocalBlobStoreCrashTest {
  private static final int BLOBS_BEFORE = 20;

  @ParameterizedTest
  @EnumSource(WriteStep.class)
  void after_a_kill_all_that_was_acknowledged_is_there_and_nothing_is_half(
      WriteStep step, @TempDir Path root) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LocalBlobStoreCrashTest.class.getName(),
                root.toString(),
                step.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var acknowledged =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isEqualTo(9);
    assertThat(acknowledged).hasSize(BLOBS_BEFORE);
    try (var folder = DataFolder.open(root)) {
      var store = LocalBlobStore.open(folder, Runnable::run);
      var listed = store.list("", PageRequest.first()).items();
      assertThat(folder.incoming()).isEmptyDirectory();
      assertThat(listed).extracting(blob -> blob.digest().hex()).containsAll(acknowledged);
      assertThat(listed).hasSize(BLOBS_BEFORE + (step == WriteStep.FORCE_FOLDER ? 1 : 0));
      for (ListedBlob blob : listed) {
        try (var in = store.open(blob.digest())) {
          assertThat(Bodies.digestOf(in)).isEqualTo(blob.digest());
        }
      }
      var last = Bodies.random(BLOBS_BEFORE * 20_000, BLOBS_BEFORE);
      store.put(BlobUpload.of(Digest.hash(last)), Bodies.stream(last));
      assertThat(store.sizeBytes(Digest.hash(last))).hasValue(last.length);
    }
  }

  /// Stores blobs, prints the digest of each that was acknowledged, and halts at the step of the
  /// last one.
  public static void main(String... arguments) throws IOException {
    var isLast = new boolean[1];
    var fatal = WriteStep.valueOf(arguments[1]);
    var store =
        LocalBlobStore.open(
            DataFolder.open(Path.of(arguments[0])),
            Runnable::run,
            step -> {
              if (isLast[0] && step == fatal) {
                Runtime.getRuntime().halt(9);
              }
            });
    for (var i = 0; i <= BLOBS_BEFORE; i++) {
      isLast[0] = i == BLOBS_BEFORE;
      var bytes = Bodies.random(i * 20_000, i);
      var stored = store.put(BlobUpload.of(Digest.hash(bytes)), Bodies.stream(bytes));
      System.out.println(stored.digest().hex());
    }
  }
}
