// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.EntryPath;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// References as they are given on the command line: `path=uri`, or a URI alone.
final class ReferenceOptions {
  // The first `=` that a URI follows ends the path: a URI may have more of them.
  private static final Pattern WITH_PATH = Pattern.compile("([^=]*)=([A-Za-z][A-Za-z0-9+.-]*:.+)");
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+");

  private ReferenceOptions() {}

  static List<Entry.Reference> parse(
      List<String> texts, Optional<Long> sizeBytes, Optional<String> checksum) {
    if (texts.size() != 1 && (sizeBytes.isPresent() || checksum.isPresent())) {
      throw CairnException.usage(
          "--reference-size and --reference-checksum go with one --reference; for more of them"
              + " write a file for --references");
    }
    return texts.stream().map(text -> parse(text, sizeBytes, checksum)).toList();
  }

  private static Entry.Reference parse(
      String text, Optional<Long> sizeBytes, Optional<String> checksum) {
    var parts = WITH_PATH.matcher(text);
    if (parts.matches() && !parts.group(1).contains("://")) {
      return reference(parts.group(1), parts.group(2), sizeBytes, checksum);
    }
    if (!URI.matcher(text).matches()) {
      throw CairnException.usage(
          "'" + text + "' is no reference: write a URI such as s3://bucket/key, or path=URI");
    }
    return reference(lastName(text), text, sizeBytes, checksum);
  }

  private static Entry.Reference reference(
      String path, String uri, Optional<Long> sizeBytes, Optional<String> checksum) {
    return new Entry.Reference(EntryPath.normal(path), sizeBytes, uri, checksum);
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
