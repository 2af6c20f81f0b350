// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.folder.EntryPath;
import io.cairn.client.folder.FolderException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The text files below a folder that is under no version control, within limits.
final class SourceSnapshot {
  static final String PREFIX = "code/files/";
  private static final int MAX_VISITED = 20_000;
  private static final int MAX_DEPTH = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path folder;
  private final List<Path> inputs;
  private final SourceRules rules;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();
  private final TreeSet<String> executable = new TreeSet<>();
  private long leftBytes = SourceRules.MAX_TOTAL_BYTES;
  private final long began = System.nanoTime();
  private int visited;
  private boolean isCutShort;

  private SourceSnapshot(Path folder, List<Path> inputs, SourceRules rules) {
    this.folder = folder;
    this.inputs = inputs.stream().map(path -> folder.resolve(path).normalize()).toList();
    this.rules = rules;
  }

  static CodeCapture capture(Path folder, Secrets secrets, List<Path> inputs) {
    var snapshot = new SourceSnapshot(folder, inputs, new SourceRules(secrets));
    var notes = new ArrayList<String>();
    try {
      snapshot.walk();
    } catch (IOException e) {
      notes.add("code: the folder could not be read");
    }
    if (snapshot.isCutShort) {
      notes.add("code: the folder is too large to be looked through; some files were not seen");
    }
    return new CodeCapture(snapshot.facts(), snapshot.files, notes);
  }

  private ObjectNode facts() {
    var facts = JsonNodeFactory.instance.objectNode().put("prefix", PREFIX);
    facts.put("files", files.size());
    var sizes = files.values().stream().mapToLong(bytes -> bytes.length).sum();
    facts.put("size", sizes);
    facts.put("whole", leftOut.isEmpty() && !isCutShort);
    var list = facts.putArray("executable");
    executable.forEach(list::add);
    SourceRules.tell(facts, leftOut);
    return facts;
  }

  private void walk() throws IOException {
    Files.walkFileTree(
        folder,
        Set.of(),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
            var isOut =
                !each.equals(folder)
                    && (SourceRules.isSkippedFolder(each) || inputs.contains(each.normalize()));
            return isOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
            visited++;
            if (visited > MAX_VISITED || System.nanoTime() - began > PATIENCE.toNanos()) {
              isCutShort = true;
              return FileVisitResult.TERMINATE;
            }
            take(each);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path each, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void take(Path file) {
    var path = GitState.slashes(folder.relativize(file));
    var refusal = refusal(file, path);
    if (refusal.isPresent()) {
      leftOut.put(path, refusal.get());
      return;
    }
    try {
      var bytes = Files.readAllBytes(file);
      leftBytes -= bytes.length;
      files.put(PREFIX + path, bytes);
      if (Files.isExecutable(file)) {
        executable.add(path);
      }
    } catch (IOException e) {
      leftOut.put(path, "cannot be read");
    }
  }

  private Optional<String> refusal(Path file, String path) {
    if (Files.isSymbolicLink(file)) {
      return Optional.of("is a link");
    }
    if (files.size() >= SourceRules.MAX_FILES) {
      return Optional.of("is one of more than " + SourceRules.MAX_FILES);
    }
    try {
      EntryPath.check(PREFIX + path);
    } catch (FolderException e) {
      return Optional.of("has a name that cannot be kept");
    }
    return rules.refusal(file, path, Math.min(leftBytes, SourceRules.maxFileBytes()));
  }
}
