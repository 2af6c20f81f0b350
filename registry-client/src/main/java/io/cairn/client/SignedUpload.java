// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.FolderScan.Found;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.HashMap;

/// Sends one file straight to the store, by a URL that the server signs for these bytes alone; the
/// server then proves that they are what was promised.
final class SignedUpload {
  private static final int MAX_ATTEMPTS = 3;

  private final Drafts drafts;
  private final Transport transport;
  private final String draft;
  private final Found found;
  private final Entry.File file;
  private final Progress progress;

  SignedUpload(
      Drafts drafts,
      Transport transport,
      String draft,
      Found found,
      Entry.File file,
      Progress progress) {
    this.drafts = drafts;
    this.transport = transport;
    this.draft = draft;
    this.found = found;
    this.file = file;
    this.progress = progress;
  }

  /// False if the store cannot be reached from here, or does not take it, or the server signs no
  /// URL any more: it can go by the server.
  boolean run() throws IOException {
    for (var attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (attempt > 0) {
        transport.restBeforeAttempt(attempt);
      }
      JsonNode signed;
      try {
        signed = drafts.signUpload(draft, file);
      } catch (CairnException e) {
        if (e.code().equals("upload.unsigned")) {
          return false;
        }
        throw e;
      }
      var headers = new HashMap<String, String>();
      signed
          .path("headers")
          .properties()
          .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
      var counted = new Counted();
      var status = transport.send(URI.create(Json.text(signed, "url")), headers, body(counted));
      if (found.hasChanged()) {
        throw Uploader.changed(found.path());
      }
      if (status >= 200 && status < 300) {
        drafts.completeSigned(draft, Json.text(signed, "id"), file);
        return true;
      }
      progress.bytes(-counted.bytes);
    }
    return false;
  }

  private BodyPublisher body(Counted counted) {
    if (file.sizeBytes() == 0) {
      return BodyPublishers.noBody();
    }
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> {
          try {
            return new CountedStream(Files.newInputStream(found.file()), counted);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }),
        file.sizeBytes());
  }

  /// How much of an attempt was shown as progress.
  private static final class Counted {
    private long bytes;
  }

  private final class CountedStream extends FilterInputStream {
    private final Counted counted;

    CountedStream(InputStream in, Counted counted) {
      super(in);
      this.counted = counted;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var count = in.read(buffer, offset, length);
      if (count > 0) {
        counted.bytes += count;
        progress.bytes(count);
      }
      return count;
    }
  }
}
