// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import io.cairn.reference.StoreException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntPredicate;

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

  /// URIs of all files below a folder, links followed, in no order.
  ///
  /// @param max most that may be there
  public List<String> below(String uri, long max) throws IOException {
    var top = find(uri).filter(Files::isDirectory);
    if (top.isEmpty()) {
      throw new StoreException(Why.URI, "there is no folder '" + uri + "'");
    }
    var files = new ArrayList<String>();
    Files.walkFileTree(
        top.get(),
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            var found = file.toUri().toString();
            // Says so if a link leads out.
            if (attributes.isRegularFile() && find(found).isPresent()) {
              files.add(found);
            }
            return files.size() > max ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }
        });
    return files;
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
