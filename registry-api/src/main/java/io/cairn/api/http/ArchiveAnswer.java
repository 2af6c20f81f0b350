// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.artifact.VersionTree;
import io.cairn.core.content.Digest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Answers a request for a version as an archive. What it is made of decides every byte of it, so
/// it has a strong entity tag, and of a tar the rest can be asked for with `Range: bytes=N-`.
public final class ArchiveAnswer {
  // Counts up when other bytes are made of the same version.
  private static final String FORM = "2 ";
  private static final Pattern REST = Pattern.compile("bytes=([0-9]{1,18})-");

  /// As tar; without body for `HEAD`.
  public Response tar(VersionTree tree, HttpHeaders request, boolean hasBody) {
    var tag = tag(tree, "tar");
    if (tag.isNamedByIfNoneMatch(request.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
      return described(Response.notModified(), tree, tag, "tar").build();
    }
    var archive = new TarArchive(tree);
    var size = archive.sizeBytes();
    var from = rest(request, tag);
    if (from.isPresent() && from.getAsLong() >= size) {
      var refused = Response.status(416).header("Content-Range", "bytes */" + size);
      return described(refused, tree, tag, "tar").build();
    }
    var offset = from.orElse(0);
    var answer = Response.status(from.isPresent() ? 206 : 200);
    if (from.isPresent()) {
      answer.header("Content-Range", "bytes " + offset + "-" + (size - 1) + "/" + size);
    }
    if (hasBody) {
      answer.entity((StreamingOutput) out -> archive.write(out, offset));
    }
    answer
        .type("application/x-tar")
        .header("Accept-Ranges", "bytes")
        .header(HttpHeaders.CONTENT_LENGTH, size - offset);
    return described(answer, tree, tag, "tar").build();
  }

  /// As zip; without body for `HEAD`.
  public Response zip(VersionTree tree, HttpHeaders request, boolean hasBody) {
    var tag = tag(tree, "zip");
    if (tag.isNamedByIfNoneMatch(request.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
      return described(Response.notModified(), tree, tag, "zip").build();
    }
    var archive = new ZipArchive(tree);
    var answer = Response.ok().type("application/zip").header("Accept-Ranges", "none");
    if (hasBody) {
      answer.entity((StreamingOutput) archive::write);
    }
    answer.header(HttpHeaders.CONTENT_LENGTH, archive.sizeBytes());
    return described(answer, tree, tag, "zip").build();
  }

  /// Where the rest begins, if that is what is asked for. Other ranges may be answered with all.
  private static OptionalLong rest(HttpHeaders request, EntityTag tag) {
    var range = Optional.ofNullable(request.getHeaderString("Range")).map(REST::matcher);
    return range.isPresent()
            && range.get().matches()
            && tag.passesIfRange(request.getHeaderString("If-Range"))
        ? OptionalLong.of(Long.parseLong(range.get().group(1)))
        : OptionalLong.empty();
  }

  private static ResponseBuilder described(
      ResponseBuilder answer, VersionTree tree, EntityTag tag, String ending) {
    return answer
        .header(HttpHeaders.ETAG, tag.header())
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .header("Cairn-Digest", tree.version().digest().toString())
        .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment(name(tree, ending)))
        .header("Content-Security-Policy", "sandbox; default-src 'none'");
  }

  /// Collection, version and folder: `classifier-v3-data.tar`.
  private static String name(VersionTree tree, String ending) {
    var version = tree.version();
    var folder = tree.folder().isEmpty() ? "" : "-" + tree.folder().replace('/', '-');
    return version.path().leaf() + "-v" + version.index() + folder + "." + ending;
  }

  private static EntityTag tag(VersionTree tree, String ending) {
    var madeOf =
        FORM
            + ending
            + " "
            + tree.version().digest()
            + " "
            + tree.version().createdAt().getEpochSecond()
            + " "
            + tree.folder();
    return new EntityTag(
        ending + "-" + Digest.hash(madeOf.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32));
  }
}
