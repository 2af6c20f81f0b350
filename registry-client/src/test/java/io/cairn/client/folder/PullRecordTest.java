// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullRecordTest {
  private static final String HASH = "0".repeat(64);

  @Test
  void a_record_gives_back_its_facts_and_the_manifest_byte_by_byte(@TempDir Path folder)
      throws Exception {
    var manifest = folder.resolve("manifest");
    var digest = manifest(manifest);
    var record = new PullRecord(Map.of("ref", "m/\"d\":v1", "digest", digest, "files", "1"));

    record.write(folder, manifest);
    var copy = folder.resolve("copy");
    var read = PullRecord.read(folder, copy);

    assertThat(read.facts()).containsAllEntriesOf(record.facts()).containsEntry("cairn", "pull/1");
    assertThat(copy).hasSameBinaryContentAs(manifest);
  }

  @Test
  void a_changed_record_is_seen(@TempDir Path folder) throws Exception {
    var manifest = folder.resolve("manifest");
    new PullRecord(Map.of("digest", manifest(manifest))).write(folder, manifest);
    var file = folder.resolve(PullRecord.NAME);

    Files.writeString(file, Files.readString(file).replace(HASH, "1".repeat(64)));

    assertThatThrownBy(() -> PullRecord.read(folder, folder.resolve("copy")))
        .isInstanceOfSatisfying(
            FolderException.class, e -> assertThat(e.why()).isEqualTo(FolderException.Why.DAMAGED))
        .hasMessageContaining("was changed");
  }

  @Test
  void a_record_that_is_no_json_is_damaged(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve(PullRecord.NAME), "{\"cairn\":\"pull");

    assertThatThrownBy(() -> PullRecord.read(folder, folder.resolve("copy")))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void a_folder_without_record_says_what_to_do(@TempDir Path folder) {
    assertThatThrownBy(() -> PullRecord.read(folder, folder.resolve("copy")))
        .isInstanceOf(FolderException.class)
        .hasMessageContaining("verify REF");
  }

  private static String manifest(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      var writer = new ManifestWriter(out);
      writer.add(new Entry.File("a", 0, HASH));
      writer.add(new Entry.Reference("b", Optional.empty(), "s3://b/k", Optional.empty()));
      return writer.digest();
    }
  }
}
