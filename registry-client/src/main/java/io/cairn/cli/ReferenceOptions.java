// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.OutsideRequest.Place;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.EntryPath;
import io.cairn.reference.Places;
import io.cairn.reference.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// References as they are given on the command line: `path=uri`, or a URI alone.
///
/// @param given to be recorded as they are
/// @param places to be looked at
record ReferenceOptions(List<Entry.Reference> given, List<Place> places) {
  // The first `=` that a URI follows ends the path: a URI may have more of them.
  private static final Pattern WITH_PATH = Pattern.compile("([^=]*)=([A-Za-z][A-Za-z0-9+.-]*:.+)");
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+");

  static ReferenceOptions parse(
      List<String> texts, Optional<Long> sizeBytes, Optional<String> checksum, boolean isAsGiven) {
    var isTold = sizeBytes.isPresent() || checksum.isPresent();
    if (texts.size() != 1 && isTold) {
      throw CairnException.usage(
          "--reference-size and --reference-checksum go with one --reference; for more of them"
              + " write a file for --references");
    }
    var given = new ArrayList<Entry.Reference>();
    var places = new ArrayList<Place>();
    for (var text : texts) {
      var place = place(text);
      if (isAsGiven || isTold || !Places.knows(place.uri())) {
        given.add(reference(place, sizeBytes, checksum));
      } else {
        places.add(looked(place));
      }
    }
    return new ReferenceOptions(given, places);
  }

  private static Place place(String text) {
    var parts = WITH_PATH.matcher(text);
    if (parts.matches() && !parts.group(1).contains("://")) {
      return new Place(Optional.of(EntryPath.normal(parts.group(1))), parts.group(2));
    }
    if (!URI.matcher(text).matches()) {
      throw CairnException.usage(
          "'" + text + "' is no reference: write a URI such as s3://bucket/key, or path=URI");
    }
    return new Place(Optional.empty(), text);
  }

  private static Place looked(Place place) {
    if (isPrefix(place.uri())) {
      return new Place(place.path().map(path -> path.replaceAll("/+$", "")), place.uri());
    }
    if (place.path().isEmpty()) {
      lastName(place.uri());
    }
    return place;
  }

  private static boolean isPrefix(String uri) {
    try {
      return Places.isPrefix(uri);
    } catch (StoreException e) {
      throw CairnException.usage(String.valueOf(e.getMessage()));
    }
  }

  private static Entry.Reference reference(
      Place place, Optional<Long> sizeBytes, Optional<String> checksum) {
    var path = place.path().orElseGet(() -> lastName(place.uri()));
    return new Entry.Reference(EntryPath.normal(path), sizeBytes, place.uri(), checksum);
  }

  private static String lastName(String uri) {
    var place = uri.split("[?#]", 2)[0];
    var name = place.substring(Math.max(place.lastIndexOf('/'), place.indexOf(':')) + 1);
    if (name.isEmpty()) {
      throw CairnException.usage("'" + uri + "' ends in no name; write path=" + uri);
    }
    return name;
  }
}
