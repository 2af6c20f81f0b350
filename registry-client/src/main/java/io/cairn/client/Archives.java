// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.util.Optional;

/// Versions as one file, tar or zip, for programs that know nothing of Cairn.
public final class Archives {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int MAX_ATTEMPTS_WITHOUT_PROGRESS = 3;

  private final Transport transport;

  Archives(Transport transport) {
    this.transport = transport;
  }

  /// The forms that the server makes.
  public enum Format {
    /// Always the same bytes; a transfer that breaks goes on where it broke.
    TAR,
    /// A transfer that breaks has to be begun anew.
    ZIP;

    String ending() {
      return switch (this) {
        case TAR -> "tar";
        case ZIP -> "zip";
      };
    }
  }

  /// Writes the archive to `out`, which the caller closes. The server hashes every file on its way
  /// and breaks off at a damaged one.
  ///
  /// @param prefix only this folder of the version
  /// @return how many bytes were written
  /// @throws CairnException of kind INTEGRITY if the server breaks off at the same place again,
  ///   TRY_AGAIN if the line broke and cannot be taken up
  public long download(
      Version version, Format format, Optional<String> prefix, OutputStream out, Progress progress)
      throws IOException {
    var plain = Route.of("versions", version.versionId(), "archive." + format.ending());
    var route = prefix.map(folder -> plain.with("prefix", folder)).orElse(plain);
    var written = 0L;
    var tag = "";
    var idle = 0;
    while (true) {
      var call = Call.get(route);
      var response =
          transport.open(
              written == 0
                  ? call
                  : call.header("Range", "bytes=" + written + "-").header("If-Range", tag));
      if (written > 0 && response.statusCode() != 206) {
        throw broken(version, "it is another archive by now");
      }
      tag = response.headers().firstValue("ETag").orElse("");
      var before = written;
      try (var in = response.body()) {
        written += copy(in, out, progress);
        requireWhole(response, written - before);
        return written;
      } catch (Cut cut) {
        written += cut.written;
        idle = written > before ? 0 : idle + 1;
        again(version, format, idle, cut);
      }
    }
  }

  private void again(Version version, Format format, int idle, Cut cut) {
    if (format == Format.ZIP) {
      throw broken(version, "the line broke");
    }
    if (idle >= MAX_ATTEMPTS_WITHOUT_PROGRESS) {
      throw CairnException.of(
          Kind.INTEGRITY,
          "archive.broken",
          "the server breaks the archive of "
              + version.ref()
              + " off at the same place each time: a file is damaged there; 'pull' names it");
    }
    if (!transport.isPatient()) {
      throw transport.unreachable(cut.reason);
    }
    transport.restBeforeAttempt(idle);
  }

  private static CairnException broken(Version version, String why) {
    return CairnException.of(
        Kind.TRY_AGAIN,
        "archive.broken",
        "the archive of " + version.ref() + " did not arrive whole (" + why + "); begin anew");
  }

  /// An answer that said how long it is and ended before is cut, too.
  private static void requireWhole(HttpResponse<?> response, long written) throws Cut {
    var length = response.headers().firstValueAsLong("Content-Length");
    if (length.isPresent() && length.getAsLong() != written) {
      throw new Cut(new IOException("the answer ended too soon"), 0);
    }
  }

  private static long copy(InputStream in, OutputStream out, Progress progress) throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    var written = 0L;
    while (true) {
      int count;
      try {
        count = in.read(buffer);
      } catch (IOException e) {
        throw new Cut(e, written);
      }
      if (count < 0) {
        return written;
      }
      out.write(buffer, 0, count);
      written += count;
      progress.bytes(count);
    }
  }

  /// The line broke; what came before is written.
  private static final class Cut extends IOException {
    private static final long serialVersionUID = 1L;
    private final IOException reason;
    private final long written;

    Cut(IOException reason, long written) {
      super(reason);
      this.reason = reason;
      this.written = written;
    }
  }
}
