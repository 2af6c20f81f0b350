// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.content.StagedIntake.Appended;
import io.cairn.core.failure.Failure;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/// Adds bytes to an upload, and makes it a blob with the last of them. What came before a line
/// broke is kept, and the sender goes on behind it.
public final class AppendUpload {
  private final Uploads uploads;

  public AppendUpload(Uploads uploads) {
    this.uploads = uploads;
  }

  /// A part on its way.
  ///
  /// @param offset where the sender believes it goes
  /// @param isLast whether the upload is whole with it
  /// @param partBytes length of the part, if it is told
  /// @param totalBytes length of the whole, if it is told
  public record Part(
      long offset, boolean isLast, OptionalLong partBytes, OptionalLong totalBytes) {}

  /// What became of a part.
  ///
  /// @param uploaded the blob, if it was the last one
  /// @param isCut whether the body broke off, or another request took its turn
  public record Result(Upload upload, Optional<UploadBlob.Uploaded> uploaded, boolean isCut) {}

  /// Reads the body to its end and does not close it. The right to write is asked before the first
  /// byte, and again before the bytes are granted.
  ///
  /// @throws Failure.Conflict `upload.offset` if the upload has another offset by now: `actual`
  /// @throws Failure.Gone `upload.completed` if it is whole already
  /// @throws Failure.Invalid rule `upload.length` if the lengths told contradict each other or the
  ///   bytes that came
  /// @throws Failure.TooLarge if the file is larger than one may be
  public Result run(Principal actor, DraftId draft, UploadId id, Part part, InputStream body) {
    try (var turn = uploads.take(id)) {
      var upload = uploads.require(actor, draft, id);
      requireOpen(upload, part);
      if (part.offset() != upload.offset()) {
        throw new Failure.Conflict(
            "upload.offset",
            "the upload has " + upload.offset() + " bytes, not " + part.offset() + "; go on there",
            Long.toString(upload.offset()));
      }
      var total = total(upload, part);
      total.ifPresent(bytes -> fix(upload, bytes));
      var limit = total.orElse(uploads.drafts().settings().maxFileBytes());
      Appended appended;
      boolean isTakenOver;
      turn.beginReceiving();
      try {
        appended = uploads.intake().append(id.value(), part.offset(), limit, turn.seen(body));
      } finally {
        isTakenOver = turn.endReceiving();
      }
      var now = at(upload, total, appended.sizeBytes());
      return switch (appended.end()) {
        case LONG -> throw tooLong(upload, total, limit);
        case CUT -> new Result(now, Optional.empty(), true);
        case WHOLE -> {
          if (isTakenOver) {
            yield new Result(now, Optional.empty(), true);
          }
          yield part.isLast() ? finish(actor, now) : new Result(now, Optional.empty(), false);
        }
      };
    }
  }

  private static void requireOpen(Upload upload, Part part) {
    if (!upload.isComplete()) {
      return;
    }
    if (part.partBytes().orElse(1) > 0) {
      throw inconsistent("the upload is whole already; no more bytes are taken");
    }
    throw new Failure.Gone("upload.completed", "the upload is whole already");
  }

  /// The length of the whole, if anybody told it.
  private static OptionalLong total(Upload upload, Part part) {
    var total = upload.sizeBytes();
    var told = part.totalBytes();
    if (told.isPresent()) {
      if (total.isPresent() && total.getAsLong() != told.getAsLong()) {
        throw inconsistent("the length was told as " + total.getAsLong() + " before");
      }
      total = told;
    }
    if (part.partBytes().isPresent()) {
      var end = part.offset() + part.partBytes().getAsLong();
      if (total.isPresent()
          && (part.isLast() ? end != total.getAsLong() : end > total.getAsLong())) {
        throw inconsistent(
            "this part would end at " + end + ", and the length is " + total.getAsLong());
      }
      if (part.isLast()) {
        total = OptionalLong.of(end);
      }
    }
    return total;
  }

  private void fix(Upload upload, long bytes) {
    if (upload.sizeBytes().isPresent()) {
      return;
    }
    var max = uploads.drafts().settings().maxFileBytes();
    if (bytes > max) {
      throw new Failure.TooLarge("Upload-Length", max, "a file may have at most " + max + " bytes");
    }
    if (bytes < upload.offset()) {
      throw inconsistent("the upload has " + upload.offset() + " bytes already");
    }
    var isFixed = uploads.facts().write(tx -> UploadRows.setLength(tx, upload.id(), bytes));
    if (!isFixed) {
      throw inconsistent("another length was told before");
    }
  }

  private Result finish(Principal actor, Upload upload) {
    var size = upload.sizeBytes().orElse(upload.offset());
    if (size != upload.offset()) {
      throw inconsistent("the upload has " + upload.offset() + " bytes, and its length is " + size);
    }
    fix(upload, size);
    var uploaded = uploads.complete(actor, at(upload, OptionalLong.of(size), size), size);
    return new Result(upload, Optional.of(uploaded), false);
  }

  /// Who sends more than was told is not believed in anything: the upload is gone.
  private Failure tooLong(Upload upload, OptionalLong total, long limit) {
    uploads.remove(upload.id());
    return total.isPresent()
        ? inconsistent("more came than the " + limit + " bytes that were told; nothing is kept")
        : new Failure.TooLarge("body", limit, "a file may have at most " + limit + " bytes");
  }

  private static Upload at(Upload upload, OptionalLong total, long offset) {
    return new Upload(
        upload.id(),
        upload.draft(),
        upload.expected(),
        total.isPresent() ? total : upload.sizeBytes(),
        offset,
        upload.digest(),
        upload.lifetime());
  }

  private static Failure.Invalid inconsistent(String text) {
    return new Failure.Invalid("Upload-Length", "upload.length", text);
  }
}
