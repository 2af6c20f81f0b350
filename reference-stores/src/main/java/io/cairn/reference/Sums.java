// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What tells the content of an object from another: `etag:…`, `sha256:…`, `modified:…`, with
/// blanks between, as it stands in a manifest. Sums are lower-case hex digits.
public record Sums(Map<String, String> byName) {
  public static final Sums NONE = new Sums(Map.of());
  public static final String ETAG = "etag";
  public static final String MODIFIED = "modified";

  /// Sums of the bytes, the strongest first. Other names tell of the object, not of its bytes.
  public static final List<String> OF_BYTES =
      List.of("sha256", "sha1", "md5", "crc64nvme", "crc32c", "crc32");

  private static final List<String> ORDER =
      List.of(ETAG, "sha256", "sha1", "md5", "crc64nvme", "crc32c", "crc32", MODIFIED);

  public Sums {
    byName = Map.copyOf(byName);
  }

  /// What is written in no form that is known here tells nothing.
  public static Sums parse(Optional<String> recorded) {
    var byName = new TreeMap<String, String>();
    for (var word : recorded.orElse("").split(" ", -1)) {
      var colon = word.indexOf(':');
      if (colon > 0 && ORDER.contains(word.substring(0, colon)) && colon + 1 < word.length()) {
        byName.putIfAbsent(word.substring(0, colon), word.substring(colon + 1));
      }
    }
    return new Sums(byName);
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Sums with(String name, String value) {
    var more = new TreeMap<>(byName);
    more.put(name, value);
    return new Sums(more);
  }

  /// An entity tag as a header has it, `"…"` or `W/"…"`; one with characters that no tag has, or
  /// none at all, is left out.
  public Sums withEtag(Optional<String> header) {
    var tag = header.orElse("").replace("\"", "").strip();
    var isTag = !tag.isEmpty() && tag.length() <= 512 && tag.chars().allMatch(Sums::isOfTag);
    return isTag ? with(ETAG, tag) : this;
  }

  /// A sum in Base64, as stores give them; one that is none is left out.
  public Sums withBase64(String name, Optional<String> base64) {
    try {
      return base64.map(text -> with(name, hex(Base64.getDecoder().decode(text)))).orElse(this);
    } catch (IllegalArgumentException _) {
      return this;
    }
  }

  /// As it stands in a manifest; empty if nothing is known.
  public Optional<String> text() {
    var text =
        ORDER.stream()
            .filter(byName::containsKey)
            .map(name -> name + ":" + byName.get(name))
            .collect(Collectors.joining(" "));
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static boolean isOfTag(int c) {
    return c > 0x20 && c < 0x7F;
  }
}
