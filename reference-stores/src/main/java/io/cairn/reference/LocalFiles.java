// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import io.cairn.reference.StoreException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/// Files of `file:///…`, below allowed folders and nowhere else: a link that leads out of them is
/// not followed.
public final class LocalFiles {
  private static final int BUFFER_BYTES = 256 << 10;

  private final List<Path> roots;
  private final String setting;

  /// @param setting by which name roots are allowed, for messages
  public LocalFiles(List<Path> roots, String setting) {
    this.roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
    this.setting = setting;
  }

  /// Folders with commas between.
  public static List<Path> roots(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(root -> !root.isEmpty())
        .map(Path::of)
        .toList();
  }

  /// The file, with links resolved; empty if there is none.
  ///
  /// @throws StoreException of kind DENIED if it is not below an allowed folder
  public Optional<Path> find(String uri) throws StoreException {
    var named = path(uri);
    if (roots.stream().noneMatch(named::startsWith)) {
      throw denied(uri);
    }
    try {
      var real = named.toRealPath();
      for (var root : roots) {
        if (Files.exists(root) && real.startsWith(root.toRealPath())) {
          return Optional.of(real);
        }
      }
      throw denied(uri);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException(Why.AWAY, "'" + uri + "' cannot be looked at", e);
    }
  }

  /// Size and SHA-256 of a file, which is read for it.
  ///
  /// @param pace told of bytes read; false to break off
  /// @return empty if there is no such file, or reading was broken off
  public Optional<Found> look(String uri, IntPredicate pace) throws StoreException {
    var file = find(uri).filter(Files::isRegularFile);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    var sums = new ByteSums(Set.of());
    try (var in = Files.newInputStream(file.get())) {
      var buffer = new byte[BUFFER_BYTES];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sums.update(buffer, count);
        if (!pace.test(count)) {
          return Optional.empty();
        }
      }
    } catch (IOException e) {
      throw new StoreException(Why.AWAY, "'" + uri + "' cannot be read", e);
    }
    var found = Sums.NONE.with("sha256", sums.sha256());
    return Optional.of(new Found(uri, OptionalLong.of(sums.bytes()), Optional.empty(), found));
  }

  /// The bytes of a file from `offset` on; empty if there is none.
  public Optional<ObjectStore.Opened> open(String uri, long offset) throws StoreException {
    var file = find(uri).filter(Files::isRegularFile);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      var size = Files.size(file.get());
      InputStream in = Files.newInputStream(file.get());
      in.skipNBytes(Math.min(offset, size));
      return Optional.of(
          new ObjectStore.Opened(
              new Found(uri, OptionalLong.of(size), Optional.empty(), Sums.NONE), in));
    } catch (IOException e) {
      throw new StoreException(Why.AWAY, "'" + uri + "' cannot be read", e);
    }
  }

  /// Told of each file, by one thread.
  public interface Visitor {
    /// @param path below the folder
    void visit(String path, String uri) throws IOException;
  }

  /// Hands out all files below a folder, links followed, in the order of the bytes of their paths.
  /// No more than the names of one folder on each level are in memory.
  public void walk(String uri, Visitor visitor) throws IOException {
    var top = find(uri).filter(Files::isDirectory);
    if (top.isEmpty()) {
      throw new StoreException(Why.URI, "there is no folder '" + uri + "'");
    }
    walk(top.get(), "", List.of(top.get()), visitor);
  }

  /// @param above real paths of the folders that lead here, itself the last
  private void walk(Path folder, String path, List<Path> above, Visitor visitor)
      throws IOException {
    for (var name : names(folder)) {
      if (!name.endsWith("/")) {
        var found = folder.resolve(name).toUri().toString();
        // Says so if a link leads out.
        if (find(found).isPresent()) {
          visitor.visit(path + name, found);
        }
        continue;
      }
      var below = folder.resolve(name.substring(0, name.length() - 1));
      var real = find(below.toUri().toString());
      if (real.isEmpty()) {
        continue;
      }
      if (above.contains(real.get())) {
        throw new StoreException(Why.URI, "'" + below.toUri() + "' is a link into itself");
      }
      walk(below, path + name, Stream.concat(above.stream(), real.stream()).toList(), visitor);
    }
  }

  /// Of files, and of folders with a slash behind, as they follow each other in paths.
  private static List<String> names(Path folder) throws IOException {
    var names = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        if (Files.isDirectory(file)) {
          names.add(file.getFileName() + "/");
        } else if (Files.isRegularFile(file)) {
          names.add(file.getFileName().toString());
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(KeyOrder.BY_BYTES);
    return names;
  }

  private static Path path(String uri) throws StoreException {
    try {
      var parsed = URI.create(uri);
      var host = parsed.getAuthority();
      if ((host == null || host.equals("localhost")) && parsed.getQuery() == null) {
        return Path.of(new URI("file", null, parsed.getPath(), null)).normalize();
      }
    } catch (IllegalArgumentException | URISyntaxException _) {
      // As below.
    }
    throw new StoreException(
        Why.URI, "'" + uri + "' is no file: write file:///folder/name, with %20 for a blank");
  }

  private StoreException denied(String uri) {
    return new StoreException(
        Why.DENIED, "'" + uri + "' is not below an allowed folder; allow one with " + setting);
  }
}
