// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cairn.core.content.ManifestEntry.FileEntry;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// Anyone can recompute a version's digest from a folder: the script that ships agrees with Java.
class ManifestDigestScriptTest {
  private static final Path SCRIPT = Path.of("../tools/manifest-digest.py").toAbsolutePath();
  private static final int TREES = 200;

  @Test
  void script_and_writer_agree_on_200_random_trees(@TempDir Path folder, TestReporter report)
      throws Exception {
    assumeTrue(isPythonThere(), "python3 is not installed");
    var seed = new Random().nextLong();
    report.publishEntry("seed", Long.toString(seed));
    var random = new Random(seed);
    var expected = new ArrayList<String>();
    var command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
    for (var i = 0; i < TREES; i++) {
      var tree = Files.createDirectory(folder.resolve("tree" + i));
      expected.add(makeTree(tree, random) + "  " + tree);
      command.add(tree.toString());
    }

    var output = run(command);

    assertThat(output.lines()).describedAs("seed %d", seed).containsExactlyElementsOf(expected);
  }

  @Test
  void script_gives_the_manifest_itself(@TempDir Path folder) throws Exception {
    assumeTrue(isPythonThere(), "python3 is not installed");
    Files.writeString(folder.resolve("a.txt"), "a");
    Files.writeString(folder.resolve(".cairn.json"), "{}");
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/.cairn.json"), "{}");

    var output = run(List.of("python3", SCRIPT.toString(), "--manifest", folder.toString()));

    assertThat(output)
        .isEqualTo(
            new String(
                Manifests.write(
                    Manifests.file("a.txt", "a"), Manifests.file("sub/.cairn.json", "{}")),
                StandardCharsets.UTF_8));
  }

  /// Makes a folder of files and answers the digest that Java gives its manifest.
  private static Digest makeTree(Path tree, Random random) throws IOException {
    var files = new ArrayList<FileEntry>();
    for (var entry : Manifests.random(random, 12)) {
      // As macOS would write it: the manifest has NFC all the same.
      var spelling = random.nextBoolean() ? Normalizer.Form.NFC : Normalizer.Form.NFD;
      var file = tree.resolve(Normalizer.normalize(entry.path().text(), spelling));
      var bytes = new byte[random.nextInt(3) * random.nextInt(5_000)];
      random.nextBytes(bytes);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      files.add(new FileEntry(entry.path(), bytes.length, Digest.hash(bytes)));
    }
    if (random.nextInt(4) == 0) {
      Files.writeString(tree.resolve(".cairn.json"), "{\"pulled\":true}");
    }
    var sorted = files.stream().sorted(ManifestEntry.order()).iterator();
    return ManifestWriter.write(new ByteArrayOutputStream(), sorted).digest();
  }

  private static boolean isPythonThere() {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, "python3"))) {
        return true;
      }
    }
    return false;
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return output;
  }
}
