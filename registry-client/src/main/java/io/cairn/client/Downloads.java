// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Brings the bytes of one version over the line into files, hashed while they are written.
final class Downloads {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int MAX_ATTEMPTS_WITHOUT_PROGRESS = 6;

  private final Transport transport;
  private final Version version;
  private final Progress progress;

  Downloads(Transport transport, Version version, Progress progress) {
    this.transport = transport;
    this.version = version;
    this.progress = progress;
  }

  /// Writes the manifest to `file`, replacing what is there.
  void manifest(Path file) throws IOException {
    manifest(file, Route.of("versions", version.versionId(), "manifest"));
  }

  /// As [#manifest(Path)], and says that the version is pulled.
  ///
  /// @param as by which name it was asked for
  void manifest(Path file, String as) throws IOException {
    var route = Route.of("versions", version.versionId(), "manifest");
    manifest(file, route.with("pulled", version.ref()).with("as", as));
  }

  private void manifest(Path file, Route route) throws IOException {
    var sha256 = Hasher.sha256();
    for (var attempt = 0; ; attempt++) {
      sha256.reset();
      try (var in = transport.open(Call.get(route)).body();
          var out = Files.newOutputStream(file)) {
        copy(in, out, sha256, Long.MAX_VALUE, false);
        break;
      } catch (Broken e) {
        again(attempt, e);
      }
    }
    var found = "sha256:" + HexFormat.of().formatHex(sha256.digest());
    if (!found.equals(version.digest())) {
      throw damaged("the manifest", version.digest(), found);
    }
  }

  /// Writes the bytes of `entry` to `part`; goes on where an earlier attempt broke off.
  void blob(Entry.File entry, Path part) throws IOException {
    var sha256 = Hasher.sha256();
    var had = resume(entry, part, sha256);
    fetch(entry, part, sha256, had);
    var found = HexFormat.of().formatHex(sha256.digest());
    if (!found.equals(entry.sha256()) && had > 0) {
      // What lay there was not ours, or had been damaged since: once more from the start.
      Files.delete(part);
      progress.bytes(-entry.sizeBytes());
      fetch(entry, part, sha256, 0);
      found = HexFormat.of().formatHex(sha256.digest());
    }
    if (!found.equals(entry.sha256())) {
      Files.delete(part);
      report(entry);
      throw damaged("'" + entry.path() + "'", entry.digest(), "sha256:" + found);
    }
  }

  /// Has the server look at the blob again, so that nobody else gets it. A server that does not
  /// answer that changes nothing for this caller.
  private void report(Entry.File entry) {
    var route = Route.of("versions", version.versionId(), "blobs", entry.digest(), "check");
    try {
      transport.json(Call.get(route));
    } catch (CairnException _) {
      // What is told to the caller is that the bytes were damaged.
    }
  }

  private long resume(Entry.File entry, Path part, MessageDigest sha256) throws IOException {
    if (!Files.exists(part)) {
      return 0;
    }
    var size = Files.size(part);
    if (size > entry.sizeBytes()) {
      Files.delete(part);
      return 0;
    }
    try (var in = Files.newInputStream(part)) {
      var buffer = new byte[BUFFER_BYTES];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha256.update(buffer, 0, count);
      }
    }
    progress.already(size);
    return size;
  }

  private void fetch(Entry.File entry, Path part, MessageDigest sha256, long from)
      throws IOException {
    var have = from;
    var idle = 0;
    try (var out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (have < entry.sizeBytes()) {
        var before = have;
        try {
          have += fetchOnce(entry, out, sha256, have);
        } catch (Broken e) {
          have += e.written;
          idle = have > before ? 0 : idle + 1;
          again(idle, e);
        }
      }
    }
  }

  private long fetchOnce(Entry.File entry, OutputStream out, MessageDigest sha256, long have)
      throws IOException {
    var call = Call.get(Route.of("versions", version.versionId(), "blobs", entry.digest()));
    var response = transport.open(have == 0 ? call : call.header("Range", "bytes=" + have + "-"));
    try (var in = response.body()) {
      if (response.statusCode() != 206) {
        // The whole again: what is here already is read past.
        skip(in, have);
      } else if (!startsAt(response, have)) {
        throw CairnException.of(
            Kind.INTEGRITY, "range", "the server sent another part of a file than was asked for");
      }
      return copy(in, out, sha256, entry.sizeBytes() - have, true);
    }
  }

  private static void skip(InputStream in, long count) throws Broken {
    try {
      in.skipNBytes(count);
    } catch (IOException e) {
      throw new Broken(e, 0);
    }
  }

  private static boolean startsAt(HttpResponse<?> response, long offset) {
    var range = response.headers().firstValue("Content-Range").orElse("");
    return range.startsWith("bytes " + offset + "-");
  }

  /// At most `max` bytes; a line that breaks tells how many were written.
  private long copy(
      InputStream in, OutputStream out, MessageDigest sha256, long max, boolean isCounted)
      throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    var written = 0L;
    while (written < max) {
      int count;
      try {
        count = in.read(buffer, 0, (int) Math.min(buffer.length, max - written));
      } catch (IOException e) {
        throw new Broken(e, written);
      }
      if (count < 0) {
        if (max != Long.MAX_VALUE) {
          throw new Broken(new IOException("the answer ended too soon"), written);
        }
        break;
      }
      out.write(buffer, 0, count);
      sha256.update(buffer, 0, count);
      written += count;
      if (isCounted) {
        progress.bytes(count);
      }
    }
    return written;
  }

  private void again(int attempt, Broken broken) {
    if (attempt >= MAX_ATTEMPTS_WITHOUT_PROGRESS || !transport.isPatient()) {
      throw transport.unreachable(broken.reason);
    }
    transport.restBeforeAttempt(attempt);
  }

  private CairnException damaged(String what, String expected, String found) {
    return CairnException.of(
        Kind.INTEGRITY,
        "bytes.damaged",
        what
            + " of "
            + version.ref()
            + " arrived damaged: "
            + expected
            + " was asked for, "
            + found
            + " came; nothing was put in place");
  }

  /// The line broke in the middle of a body.
  private static final class Broken extends IOException {
    @Serial private static final long serialVersionUID = 1L;
    private final IOException reason;
    private final long written;

    Broken(IOException reason, long written) {
      super(reason);
      this.reason = reason;
      this.written = written;
    }
  }
}
