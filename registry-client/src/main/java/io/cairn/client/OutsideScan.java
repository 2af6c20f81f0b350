// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.OutsideRequest.Place;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.EntryPath;
import io.cairn.client.folder.FolderException;
import io.cairn.client.folder.ReferenceLines;
import io.cairn.reference.ObjectUri;
import io.cairn.reference.Places;
import io.cairn.reference.Places.Located;
import io.cairn.reference.StoreException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// Looks at places and writes a line of a manifest for each object, to a file: however many they
/// are, few are in memory.
final class OutsideScan {
  private final OutsideRequest request;
  private final Progress progress;
  private long found;

  OutsideScan(OutsideRequest request, Progress progress) {
    this.request = request;
    this.progress = progress;
  }

  /// In the order of a manifest for each place.
  void write(Path file) throws IOException {
    progress.begin("looking", Progress.UNKNOWN, 0);
    try (var places = new Places(request.environment(), request.withSums());
        var out = Files.newBufferedWriter(file)) {
      for (var place : request.places()) {
        write(place, places, out);
      }
    } catch (StoreException e) {
      throw translated(e);
    } finally {
      progress.end();
    }
  }

  private void write(Place place, Places places, BufferedWriter out) throws IOException {
    if (!Places.isPrefix(place.uri())) {
      var located = places.look(place.uri()).orElseThrow(() -> nothing(place));
      write(path(place), located, out);
      return;
    }
    var before = found;
    var folder = place.path().filter(path -> !path.isEmpty()).map(path -> path + "/").orElse("");
    places.walk(
        place.uri(),
        (path, located) -> {
          if (!isFolderMark(path, located)) {
            write(folder + path, located, out);
          }
        });
    if (found == before) {
      throw nothing(place);
    }
  }

  /// Consoles of stores make empty objects whose names end in `/`, to show a folder.
  private static boolean isFolderMark(String path, Located located) {
    return (path.isEmpty() || path.endsWith("/"))
        && located.found().sizeBytes().equals(OptionalLong.of(0));
  }

  private void write(String rawPath, Located located, BufferedWriter out) throws IOException {
    if (++found > request.maxObjects()) {
      throw CairnException.of(
          Kind.REFUSED,
          "references.many",
          "there are more than "
              + request.maxObjects()
              + " objects; name a narrower prefix, or allow more with --max-objects");
    }
    var path = EntryPath.normal(rawPath);
    try {
      EntryPath.check(path);
    } catch (FolderException e) {
      throw new FolderException(
          e.why(),
          "the object '"
              + EntryPath.shown(located.uri())
              + "' cannot be in a version: its path "
              + String.valueOf(e.getMessage()).replace("rename the file", "rename the object"));
    }
    var size = located.found().sizeBytes();
    var reference =
        new Entry.Reference(
            path,
            size.isPresent() ? Optional.of(size.getAsLong()) : Optional.empty(),
            located.uri(),
            located.found().sums().text());
    out.write(ReferenceLines.line(reference));
    progress.file();
  }

  /// The last name of an object without a path of its own.
  private static String path(Place place) throws StoreException {
    if (place.path().isPresent()) {
      return place.path().get();
    }
    var uri = place.uri();
    var name = ObjectUri.isOne(uri) ? ObjectUri.parse(uri).key() : uri.split("[?#]", 2)[0];
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static CairnException nothing(Place place) {
    return CairnException.of(
        Kind.NOT_FOUND,
        "reference.nothing",
        "there is nothing at '"
            + EntryPath.shown(place.uri())
            + "'"
            + (place.uri().endsWith("/") ? "" : "; for all that lies below it, end it in '/'"));
  }

  static CairnException translated(StoreException e) {
    var kind =
        switch (e.why()) {
          case URI -> Kind.USAGE;
          case DENIED -> Kind.REFUSED;
          case AWAY -> Kind.TRY_AGAIN;
          case CHANGED -> Kind.INTEGRITY;
        };
    return CairnException.of(kind, "reference", String.valueOf(e.getMessage()), e);
  }
}
