// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Status and headers of an answer of HTTP/1.1 (RFC 9112 §4, §5); the body is left unread.
///
/// @param headers by their names in lower case; of several the first
record ResponseHead(int status, Map<String, String> headers) {
  static final int MAX_BYTES = 64 << 10;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  static void write(OutputStream out, String method, OutboundUrl url, Map<String, String> more)
      throws IOException {
    var request = new StringBuilder();
    request.append(method).append(' ').append(url.target()).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(url.authority()).append("\r\n");
    request.append("User-Agent: cairn\r\nAccept: */*\r\nAccept-Encoding: identity\r\n");
    more.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
    request.append("Connection: close\r\n\r\n");
    out.write(request.toString().getBytes(US_ASCII));
    out.flush();
  }

  /// Passes over answers that only say that another comes.
  static ResponseHead read(InputStream in) throws IOException {
    var bounded = new Bounded(in);
    while (true) {
      var head = readOne(bounded);
      if (head.status() >= 200) {
        return head;
      }
    }
  }

  private static ResponseHead readOne(Bounded in) throws IOException {
    var first = STATUS.matcher(in.line());
    if (!first.matches()) {
      throw new IOException("the answer is not of HTTP/1.1");
    }
    var headers = new TreeMap<String, String>();
    for (var line = in.line(); !line.isEmpty(); line = in.line()) {
      var colon = line.indexOf(':');
      if (colon > 0) {
        var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        headers.putIfAbsent(name, line.substring(colon + 1).strip());
      }
    }
    return new ResponseHead(Integer.parseInt(first.group(1)), headers);
  }

  /// Lines of a stream of which no more than [#MAX_BYTES] are read.
  private static final class Bounded {
    private final InputStream in;
    private int count;

    Bounded(InputStream in) {
      this.in = in;
    }

    String line() throws IOException {
      var line = new ByteArrayOutputStream();
      for (var next = next(); next != '\n'; next = next()) {
        line.write(next);
      }
      var text = line.toString(ISO_8859_1);
      return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private int next() throws IOException {
      if (++count > MAX_BYTES) {
        throw new IOException("the answer's headers are longer than 64 KiB");
      }
      var next = in.read();
      if (next < 0) {
        throw new EOFException("the answer ended too soon");
      }
      return next;
    }
  }
}
