// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.server;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/// Some of the server's own classes, changed at named lines and compiled anew. On the class path
/// before the server they take the place of the real ones: a way to plant faults, and to be killed
/// at exact points, without a line for tests in what is shipped.
public final class Planted {
  private final Map<Path, String> sources = new LinkedHashMap<>();

  /// Puts `line` after the only place where `anchor` stands in a source (path within the checkout).
  public Planted after(String source, String anchor, String line) {
    return replace(source, anchor, anchor + "\n" + line);
  }

  /// Puts `line` before it.
  public Planted before(String source, String anchor, String line) {
    return replace(source, anchor, line + "\n" + anchor);
  }

  /// Puts `other` in its place.
  public Planted replace(String source, String anchor, String other) {
    var file = BuiltServer.home().resolve(source);
    var text = sources.computeIfAbsent(file, Planted::read);
    var at = text.indexOf(anchor);
    if (at < 0 || text.indexOf(anchor, at + 1) >= 0) {
      throw new IllegalStateException(
          "'" + anchor + "' must stand exactly once in " + source + "; mend the anchor");
    }
    sources.put(file, text.substring(0, at) + other + text.substring(at + anchor.length()));
    return this;
  }

  /// Compiles into a folder; returns the class path that plants it.
  public List<Path> compile(Path folder) {
    try {
      var files = new ArrayList<String>();
      for (var source : sources.entrySet()) {
        var copy = folder.resolve("source").resolve(source.getKey().toString().substring(1));
        Files.createDirectories(copy.getParent());
        files.add(Files.writeString(copy, source.getValue()).toString());
      }
      var classes = Files.createDirectories(folder.resolve("classes"));
      var words =
          new ArrayList<>(
              List.of(
                  "-nowarn",
                  "-proc:none",
                  "-parameters",
                  "-cp",
                  BuiltServer.jar() + File.pathSeparator + ownClasses(),
                  "-d",
                  classes.toString()));
      words.addAll(files);
      var told = new ByteArrayOutputStream();
      var result =
          ToolProvider.getSystemJavaCompiler().run(null, told, told, words.toArray(String[]::new));
      if (result != 0) {
        throw new IllegalStateException("planted sources do not compile:\n" + told);
      }
      return List.of(classes, ownClasses());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path ownClasses() {
    return BuiltServer.home().resolve("acceptance/target/test-classes");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
