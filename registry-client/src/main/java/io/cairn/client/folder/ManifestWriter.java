// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import io.cairn.client.folder.FolderException.Why;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Writes manifest format 1 as a stream: JSON Lines, keys in fixed order, no spaces, strings
/// escaped as in RFC 8785, entries in ascending order of their path's UTF-8 bytes. The digest of
/// the bytes written is the version's digest.
public final class ManifestWriter {
  static final String HEAD = "{\"cairn\":\"manifest/1\"}\n";

  private final OutputStream out;
  private final MessageDigest sha256 = Hasher.sha256();
  private @Nullable String last;

  /// `out` is the caller's to buffer and to close.
  public ManifestWriter(OutputStream out) throws IOException {
    this.out = out;
    write(HEAD);
  }

  /// @throws FolderException if the entry does not come after the one before
  public void add(Entry entry) throws IOException {
    if (last != null && Entry.ORDER.compare(last, entry.path()) >= 0) {
      throw new FolderException(
          Why.DAMAGED, "manifest out of order at '" + EntryPath.shown(entry.path()) + "'");
    }
    last = entry.path();
    write(line(entry));
  }

  /// `sha256:<hex>` of all that was written so far.
  public String digest() {
    try {
      var copy = (MessageDigest) sha256.clone();
      return "sha256:" + HexFormat.of().formatHex(copy.digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
    }
  }

  private void write(String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    sha256.update(bytes);
    out.write(bytes);
  }

  static String line(Entry entry) {
    var line = new StringBuilder(160).append("{\"path\":");
    quote(line, entry.path());
    switch (entry) {
      case Entry.File(_, var sizeBytes, var digest) ->
          line.append(",\"size\":")
              .append(sizeBytes)
              .append(",\"sha256\":\"")
              .append(digest)
              .append('"');
      case Entry.Reference(_, var sizeBytes, var uri, var checksum) -> {
        sizeBytes.ifPresent(size -> line.append(",\"size\":").append(size));
        line.append(",\"ref\":");
        quote(line, uri);
        checksum.ifPresent(text -> {
          line.append(",\"checksum\":");
          quote(line, text);
        });
      }
    }
    return line.append("}\n").toString();
  }

  /// RFC 8785 §3.2.2.2: short escapes where there are, four hex digits for other control
  /// characters, everything else as it is.
  private static void quote(StringBuilder line, String text) {
    line.append('"');
    for (var i = 0; i < text.length(); i++) {
      var unit = text.charAt(i);
      switch (unit) {
        case '"' -> line.append("\\\"");
        case '\\' -> line.append("\\\\");
        case '\b' -> line.append("\\b");
        case '\f' -> line.append("\\f");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (unit < 0x20) {
            line.append("\\u00").append(HexFormat.of().toHexDigits((byte) unit));
          } else {
            line.append(unit);
          }
        }
      }
    }
    line.append('"');
  }
}
