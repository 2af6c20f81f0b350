// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Files that belong to a run and to no version: logs, plots, lock files. A run is named
/// `team/project/runs/id`, a file by its path in the run. All bytes are verified, both ways.
public final class RunFiles {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int MAX_BREAKS = 6;

  private final Transport transport;

  RunFiles(Transport transport) {
    this.transport = transport;
  }

  /// Files below a folder (all if it is empty), in the order of their paths.
  public void each(String run, String prefix, Consumer<RunFile> sink) {
    var route = prefix.isEmpty() ? route(run) : route(run).with("prefix", prefix);
    Pages.each(transport, route, Long.MAX_VALUE, node -> sink.accept(RunFile.of(node)));
  }

  /// What lies directly in a folder (the top if it is empty), folders too.
  public List<RunFile> browse(String run, String folder) {
    var route = route(run).with("folder", folder);
    return Pages.list(transport, route, Long.MAX_VALUE, RunFile::of);
  }

  /// Sends a file, in the place of what the run has there. The same bytes again change nothing.
  public RunFile put(String run, String path, Path file, Progress progress) {
    try {
      var hash = Hasher.hash(file, _ -> {});
      var route = route(run, path).with("digest", "sha256:" + hash.sha256());
      var body = new FileBody(file, hash.sizeBytes(), progress);
      return RunFile.of(transport.json(Call.bytes(route, "application/octet-stream", body)));
    } catch (IOException e) {
      throw CairnException.of(Kind.REFUSED, "file.unreadable", "'" + file + "' cannot be read", e);
    }
  }

  /// Writes a file of the run to `target`: beside it first, and put in place when it is whole and
  /// verified.
  ///
  /// @return how many bytes it has
  public long get(String run, String path, Path target, Progress progress) {
    try {
      var folder = target.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      var part = target.resolveSibling(target.getFileName() + ".part");
      try {
        long size;
        try (var out = Files.newOutputStream(part)) {
          size = get(run, path, out, progress);
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        return size;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw CairnException.of(
          Kind.REFUSED, "file.unwritable", "'" + target + "' cannot be written", e);
    }
  }

  /// Writes a file of the run to a stream; that it was damaged is told only after its last byte.
  ///
  /// @return how many bytes it has
  public long get(String run, String path, OutputStream out, Progress progress) {
    var sha256 = Hasher.sha256();
    var digest = "";
    var tag = Optional.<String>empty();
    var have = 0L;
    for (var breaks = 0; ; breaks++) {
      var call = Call.get(route(run, path));
      if (tag.isPresent() && have > 0) {
        call = call.header("Range", "bytes=" + have + "-").header("If-Range", tag.get());
      }
      var answer = transport.open(call);
      if (have > 0 && answer.statusCode() != 206) {
        throw CairnException.of(
            Kind.TRY_AGAIN, "file.replaced", "'" + path + "' was replaced while it was read");
      }
      tag = answer.headers().firstValue("ETag");
      digest = reprDigest(answer);
      var read = copy(answer, out, sha256, progress);
      have += read.bytes();
      if (read.broken().isEmpty()) {
        break;
      }
      if (breaks >= MAX_BREAKS || tag.isEmpty() || !transport.isPatient()) {
        throw transport.unreachable(read.broken().get());
      }
      transport.restBeforeAttempt(breaks);
    }
    var found = Base64.getEncoder().encodeToString(sha256.digest());
    if (!found.equals(digest)) {
      throw CairnException.of(
          Kind.INTEGRITY,
          "bytes.damaged",
          "'" + path + "' of " + run + " arrived damaged: its digest is another than promised");
    }
    return have;
  }

  /// Takes a file out of the run.
  public void delete(String run, String path) {
    transport.json(Call.delete(route(run, path)));
  }

  private record Copied(long bytes, Optional<IOException> broken) {}

  private static Copied copy(
      HttpResponse<InputStream> answer, OutputStream out, MessageDigest sha256, Progress progress) {
    var expected = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    var buffer = new byte[BUFFER_BYTES];
    var bytes = 0L;
    try (var in = answer.body()) {
      while (true) {
        int count;
        try {
          count = in.read(buffer);
        } catch (IOException e) {
          return new Copied(bytes, Optional.of(e));
        }
        if (count < 0) {
          var isShort = expected >= 0 && bytes < expected;
          return new Copied(
              bytes,
              isShort
                  ? Optional.of(new IOException("the answer ended too soon"))
                  : Optional.empty());
        }
        out.write(buffer, 0, count);
        sha256.update(buffer, 0, count);
        bytes += count;
        progress.bytes(count);
      }
    } catch (IOException e) {
      throw CairnException.of(
          Kind.REFUSED, "file.unwritable", "the file cannot be written: " + e.getMessage(), e);
    }
  }

  private static String reprDigest(HttpResponse<?> answer) {
    var header = answer.headers().firstValue("Repr-Digest").orElse("");
    return header.startsWith("sha-256=:") && header.endsWith(":")
        ? header.substring("sha-256=:".length(), header.length() - 1)
        : "";
  }

  private static Route route(String run) {
    return RunPath.parse(run).route().plus("files");
  }

  private static Route route(String run, String path) {
    return route(run).plus(path.split("/", -1));
  }
}
