// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import java.nio.charset.StandardCharsets;

/// The header that makes a browser save a file and not show it (RFC 6266, names by RFC 8187).
public final class ContentDisposition {
  private static final String UNRESERVED = "!#$&+-.^_`|~";

  private ContentDisposition() {}

  /// `attachment` with the last segment of the path as the file's name. No character of the name
  /// can end the header or a quoted part of it.
  public static String attachment(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    return "attachment; filename=\"" + ascii(name) + "\"; filename*=UTF-8''" + encoded(name);
  }

  private static String ascii(String name) {
    var text = new StringBuilder();
    name.codePoints()
        .map(c -> c < 0x20 || c > 0x7e || c == '"' || c == '\\' || c == '%' ? '_' : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  private static String encoded(String name) {
    var text = new StringBuilder();
    for (var b : name.getBytes(StandardCharsets.UTF_8)) {
      var c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0)) {
        text.append(c);
      } else {
        text.append('%').append("%02X".formatted((int) c));
      }
    }
    return text.toString();
  }
}
