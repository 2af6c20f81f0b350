// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {
  @Test
  void files_come_in_the_order_of_a_manifest_with_slashes_between(@TempDir Path folder)
      throws Exception {
    write(folder, "b/2.txt", "2");
    write(folder, "a.txt", "");
    write(folder, "b.txt", "1");
    write(folder, "b/deep/er/3.txt", "3");

    var paths = paths(folder);

    assertThat(paths).containsExactly("a.txt", "b.txt", "b/2.txt", "b/deep/er/3.txt");
  }

  @Test
  void names_become_nfc(@TempDir Path folder) throws Exception {
    write(folder, "Cafe\u0301.txt", "x");

    assertThat(paths(folder)).containsExactly("Caf\u00e9.txt");
  }

  @Test
  void two_spellings_of_one_name_are_refused(@TempDir Path folder) throws Exception {
    write(folder, "Cafe\u0301.txt", "x");
    write(folder, "Caf\u00e9.txt", "x");

    assertThatThrownBy(() -> FolderScan.scan(folder))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("Caf\u00e9.txt")
        .hasMessageContaining("two spellings");
  }

  @Test
  void links_count_as_what_they_point_at(@TempDir Path folder, @TempDir Path elsewhere)
      throws Exception {
    write(elsewhere, "sub/real.txt", "12345");
    Files.createSymbolicLink(folder.resolve("file"), elsewhere.resolve("sub/real.txt"));
    Files.createSymbolicLink(folder.resolve("folder"), elsewhere.resolve("sub"));

    var found = FolderScan.scan(folder);

    assertThat(found).extracting(FolderScan.Found::path).containsExactly("file", "folder/real.txt");
    assertThat(found).extracting(FolderScan.Found::sizeBytes).containsExactly(5L, 5L);
  }

  @Test
  void a_link_to_nowhere_is_refused_by_name(@TempDir Path folder) throws Exception {
    Files.createSymbolicLink(folder.resolve("lost"), folder.resolve("nothing"));

    assertThatThrownBy(() -> FolderScan.scan(folder))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("'lost' is a link that points nowhere");
  }

  @Test
  void a_link_that_leads_back_is_refused_by_name(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("a/round"), folder);

    assertThatThrownBy(() -> FolderScan.scan(folder))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("'a/round' is a link that leads back");
  }

  @Test
  void names_that_no_version_may_have_are_refused(@TempDir Path folder) throws Exception {
    write(folder, "back\\slash", "x");

    assertThatThrownBy(() -> FolderScan.scan(folder))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("back\\slash");
  }

  @Test
  void a_control_character_is_refused_and_not_printed(@TempDir Path folder) throws Exception {
    write(folder, "bell\u0007", "x");

    assertThatThrownBy(() -> FolderScan.scan(folder))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("'bell?' has a control character");
  }

  @Test
  void the_record_of_a_pull_is_left_out_at_the_top_only(@TempDir Path folder) throws Exception {
    write(folder, ".cairn.json", "{}");
    write(folder, "deeper/.cairn.json", "{}");

    assertThat(paths(folder)).containsExactly("deeper/.cairn.json");
  }

  @Test
  void empty_folders_are_left_out(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("empty/emptier"));

    assertThat(paths(folder)).isEmpty();
  }

  @Test
  void a_single_file_is_a_folder_of_one(@TempDir Path folder) throws Exception {
    write(folder, "one.txt", "1");
    write(folder, "two.txt", "2");

    assertThat(paths(folder.resolve("one.txt"))).containsExactly("one.txt");
  }

  @Test
  void a_folder_that_is_not_there_is_refused(@TempDir Path folder) {
    assertThatThrownBy(() -> FolderScan.scan(folder.resolve("nowhere")))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void a_changed_file_is_seen(@TempDir Path folder) throws Exception {
    write(folder, "x", "old");
    var found = FolderScan.scan(folder).getFirst();
    assertThat(found.hasChanged()).isFalse();

    Files.writeString(folder.resolve("x"), "new");
    Files.setLastModifiedTime(folder.resolve("x"), FileTime.fromMillis(12345));

    assertThat(found.hasChanged()).isTrue();
  }

  private static List<String> paths(Path folder) throws IOException {
    return FolderScan.scan(folder).stream().map(FolderScan.Found::path).toList();
  }

  private static void write(Path folder, String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
