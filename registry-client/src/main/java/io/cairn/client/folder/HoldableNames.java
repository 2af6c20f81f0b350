// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import io.cairn.client.folder.FolderException.Why;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Refuses, by name, entries that a file system cannot hold: case twins where case is not told
/// apart, and on Windows device names, `< > : " | ? *`, and dots or blanks at the end.
public final class HoldableNames {
  private static final Pattern DEVICE =
      Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern ILLEGAL = Pattern.compile("[<>:\"|?*]");

  private final boolean isWindows;
  private final boolean tellsCaseApart;
  private final Map<String, String> spellings = new HashMap<>();

  HoldableNames(boolean isWindows, boolean tellsCaseApart) {
    this.isWindows = isWindows;
    this.tellsCaseApart = tellsCaseApart;
  }

  /// What `folder`, which must be there, can hold; tried out with an empty file.
  public static HoldableNames in(Path folder) throws IOException {
    var probe = Files.createTempFile(folder, "Probe", ".tmp");
    try {
      var twin = probe.resolveSibling(probe.getFileName().toString().toLowerCase(Locale.ROOT));
      return new HoldableNames(File.separatorChar == '\\', !Files.exists(twin));
    } finally {
      Files.delete(probe);
    }
  }

  /// Call once for each entry of one version.
  ///
  /// @throws FolderException naming the entry that cannot be held
  public void check(String path) throws FolderException {
    if (tellsCaseApart ? path.equals(PullRecord.NAME) : path.equalsIgnoreCase(PullRecord.NAME)) {
      throw refused(path, "is the name of the record that a pull leaves");
    }
    if (isWindows) {
      for (var segment : path.split("/", -1)) {
        checkOnWindows(path, segment);
      }
    }
    if (!tellsCaseApart) {
      for (var end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
        checkTwin(path, path.substring(0, end));
      }
      checkTwin(path, path);
    }
  }

  private static void checkOnWindows(String path, String segment) throws FolderException {
    if (DEVICE.matcher(segment).matches()) {
      throw refused(path, "is a device name on Windows");
    }
    if (ILLEGAL.matcher(segment).find()) {
      throw refused(path, "has a character that Windows does not allow");
    }
    if (segment.endsWith(".") || segment.endsWith(" ")) {
      throw refused(path, "ends in a dot or blank, which Windows drops");
    }
  }

  private void checkTwin(String path, String part) throws FolderException {
    var twin = spellings.putIfAbsent(part.toLowerCase(Locale.ROOT), part);
    if (twin != null && !twin.equals(part)) {
      throw refused(path, "differs from '" + EntryPath.shown(twin) + "' by case only");
    }
  }

  private static FolderException refused(String path, String why) {
    return new FolderException(
        Why.FOLDER,
        "'" + EntryPath.shown(path) + "' cannot be put there: it " + why + "; nothing was written");
  }
}
