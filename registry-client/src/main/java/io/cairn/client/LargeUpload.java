// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.FolderScan.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Sends one large file in parts, hashed on the way, and goes on where a line broke, a server
/// restarted, or an earlier run of this program ended.
///
/// After trouble the server is asked how much it has; it is asked for as long as the transport has
/// patience. Attempts that bring nothing new are counted, and few are made.
final class LargeUpload {
  /// From this size on a file is sent in parts: 16 MiB.
  static final long FROM_BYTES = 16 << 20;

  private static final long PART_BYTES = 64L << 20;
  private static final int MAX_IDLE = 6;

  /// Slower than this no server hashes what it has.
  private static final long SLOWEST_HASH = 10L << 20;

  private final Drafts drafts;
  private final Transport transport;
  private final UploadMemory memory;
  private final String draft;
  private final Found found;
  private final LargeFile file;
  private final Optional<String> promised;

  private String upload = "";
  private boolean isRemembered;
  private long verifyingUntilNanos;

  /// @param promised SHA-256 of the file in hex, if it was hashed before
  LargeUpload(
      Drafts drafts,
      Transport transport,
      UploadMemory memory,
      String draft,
      Found found,
      LargeFile file,
      Optional<String> promised) {
    this.drafts = drafts;
    this.transport = transport;
    this.memory = memory;
    this.draft = draft;
    this.found = found;
    this.file = file;
    this.promised = promised;
  }

  /// How much the server has.
  private record State(long offset, boolean isComplete) {}

  /// @return SHA-256 of the file in hex, which the server found too
  String run() throws IOException {
    var state = begin();
    var idle = 0;
    while (true) {
      try {
        if (state.isComplete()) {
          var shown = transport.json(Call.get(drafts.uploadRoute(draft, upload)));
          return agree(shown);
        }
        var end = Math.min(found.sizeBytes(), state.offset() + PART_BYTES);
        var answer = send(state.offset(), end);
        if (end == found.sizeBytes()) {
          return agree(answer);
        }
        state = new State(end, false);
        idle = 0;
      } catch (CairnException e) {
        file.stop();
        requireUnchanged();
        var before = state.offset();
        state = isGone(e) ? beginAnew(e) : stateAfter(e);
        idle = state.offset() > before || isVerifying(e, state) ? 0 : idle + 1;
        if (idle > MAX_IDLE || !transport.isPatient()) {
          throw e;
        }
        transport.restBeforeAttempt(idle);
      }
    }
  }

  private State begin() {
    var earlier = memory.upload(found);
    if (earlier.isPresent()) {
      upload = earlier.get();
      isRemembered = true;
      try {
        return ask();
      } catch (CairnException e) {
        if (e.kind() == Kind.TRY_AGAIN) {
          throw e;
        }
      }
    }
    return beginNew();
  }

  private State beginNew() {
    isRemembered = false;
    upload = drafts.beginUpload(draft, found.sizeBytes(), promised);
    memory.remember(draft, found, upload);
    if (memory.isKept()) {
      drafts.keep(draft);
    }
    return new State(0, false);
  }

  /// What an earlier run began may have ended meanwhile; what this one began may not.
  private State beginAnew(CairnException e) {
    if (!isRemembered) {
      throw e;
    }
    return beginNew();
  }

  private static boolean isGone(CairnException e) {
    return e.status() == 404;
  }

  private State stateAfter(CairnException e) {
    var mayGoOn =
        e.kind() == Kind.TRY_AGAIN && !e.code().equals("bytes.damaged")
            || e.code().equals("upload.offset")
            || e.code().equals("upload.completed")
            || e.code().equals("invalid.body");
    if (!mayGoOn) {
      throw e;
    }
    return ask();
  }

  /// All bytes are there, and the server is hashing: that takes the time it takes.
  private boolean isVerifying(CairnException e, State state) {
    if (e.status() != 429 || state.offset() < found.sizeBytes()) {
      return false;
    }
    var now = System.nanoTime();
    if (verifyingUntilNanos == 0) {
      var seconds = 600 + found.sizeBytes() / SLOWEST_HASH;
      verifyingUntilNanos = now + Duration.ofSeconds(seconds).toNanos();
    }
    return now < verifyingUntilNanos;
  }

  private State ask() {
    var call =
        new Call("HEAD", drafts.uploadRoute(draft, upload), BodyPublishers::noBody, Map.of(), true);
    var answer = transport.open(call);
    try (var _ = answer.body()) {
      var offset = answer.headers().firstValueAsLong("Upload-Offset").orElse(-1);
      if (offset < 0 || offset > found.sizeBytes()) {
        throw CairnException.of(
            Kind.INTEGRITY,
            "upload.offset",
            "the server says that it has " + offset + " bytes of '" + found.path() + "'");
      }
      var complete = answer.headers().firstValue("Upload-Complete").orElse("");
      return new State(offset, complete.equals("?1"));
    } catch (IOException e) {
      throw transport.unreachable(e);
    }
  }

  private JsonNode send(long offset, long end) {
    var isLast = end == found.sizeBytes();
    var call =
        new Call(
            "PATCH",
            drafts.uploadRoute(draft, upload),
            () -> body(offset, end),
            Map.of(
                "Content-Type",
                "application/partial-upload",
                "Upload-Offset",
                Long.toString(offset),
                "Upload-Complete",
                isLast ? "?1" : "?0"),
            false);
    return transport.json(call);
  }

  private BodyPublisher body(long offset, long end) {
    if (offset == end) {
      return BodyPublishers.noBody();
    }
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> {
          try {
            return file.body(offset, end);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }),
        end - offset);
  }

  private String agree(JsonNode answer) throws IOException {
    requireUnchanged();
    var sha256 = file.sha256();
    if (Json.text(answer, "digest").equals("sha256:" + sha256)) {
      requireUnchanged();
      return sha256;
    }
    memory.forget(found);
    throw CairnException.of(
        isRemembered ? Kind.TRY_AGAIN : Kind.INTEGRITY,
        "bytes.damaged",
        "'"
            + found.path()
            + "' arrived damaged: sha256:"
            + sha256
            + " was sent, "
            + Json.text(answer, "digest")
            + " came; log again");
  }

  private void requireUnchanged() {
    if (found.hasChanged()) {
      throw Uploader.changed(found.path());
    }
  }
}
