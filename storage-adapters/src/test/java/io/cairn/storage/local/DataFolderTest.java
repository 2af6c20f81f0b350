// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {
  @Test
  void is_made_with_its_parents_and_opens_again(@TempDir Path path) {
    var root = path.resolve("deep/cairn-data");

    DataFolder.open(root).close();
    try (var folder = DataFolder.open(root)) {
      assertThat(folder.root().resolve("format")).hasContent("1\n");
      assertThat(folder.blobs()).isDirectoryContaining("glob:**/ff");
      assertThat(folder.incoming()).isEmptyDirectory();
    }
  }

  @Test
  void a_second_server_in_the_same_process_is_refused(@TempDir Path root) {
    try (var _ = DataFolder.open(root)) {
      assertThatThrownBy(() -> DataFolder.open(root))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("used by another Cairn server")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--data-dir");
    }
  }

  @Test
  void a_second_server_in_another_process_is_refused(@TempDir Path root)
      throws IOException, InterruptedException {
    try (var _ = DataFolder.open(root)) {
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  DataFolderTest.class.getName(),
                  root.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();

      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

      assertThat(text).contains("process " + ProcessHandle.current().pid());
    }
  }

  /// Tries to open the folder and prints why it could not.
  public static void main(String... arguments) {
    try (var _ = DataFolder.open(new File(arguments[0]).toPath())) {
      System.out.print("opened");
    } catch (IllegalStateException e) {
      System.out.print(e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2\n", "", "one"})
  void a_folder_of_another_format_is_refused_and_left_alone(String format, @TempDir Path root)
      throws IOException {
    Files.writeString(root.resolve("format"), format);

    assertThatThrownBy(() -> DataFolder.open(root))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("this Cairn knows format 1");

    assertThat(root.resolve("format")).hasContent(format);
    assertThat(root.resolve("blobs")).doesNotExist();
  }

  @Test
  void a_link_in_place_of_a_folder_is_refused(@TempDir Path root, @TempDir Path elsewhere)
      throws IOException {
    Files.createSymbolicLink(root.resolve("incoming"), elsewhere);

    assertThatThrownBy(() -> DataFolder.open(root))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("incoming");
  }

  @Test
  void a_file_in_place_of_the_folder_is_refused(@TempDir Path path) throws IOException {
    var file = Files.createFile(path.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void a_refused_folder_can_be_opened_once_it_is_right(@TempDir Path root) throws IOException {
    Files.writeString(root.resolve("format"), "9\n");
    assertThatThrownBy(() -> DataFolder.open(root)).isInstanceOf(IllegalStateException.class);
    Files.writeString(root.resolve("format"), "1\n");

    try (var folder = DataFolder.open(root)) {
      assertThat(folder.blobs()).isDirectory();
    }
  }
}
