// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Entry;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Drafts: versions under construction. What this client opened and did not commit is abandoned
/// when it closes.
final class Drafts {
  private static final int BATCH = 10_000;

  private final Transport transport;
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  Drafts(Transport transport) {
    this.transport = transport;
  }

  /// @return the draft's id
  String open(LogRequest request, long totalBytes, long largestFileBytes) {
    var body = Json.object().put("type", request.type());
    request.run().ifPresent(text -> body.put("run", text));
    request.base().ifPresent(text -> body.put("base", text));
    body.put("totalBytes", totalBytes).put("largestFileBytes", largestFileBytes);
    var route = Reference.parse(request.collection()).collectionRoute().plus("drafts");
    // Twice makes a second draft, which nobody fills and which expires.
    var id = Json.text(transport.json(Call.post(route, body).repeatable()), "id");
    open.add(id);
    return id;
  }

  /// Which of these blobs have to be sent.
  Set<String> missing(String draft, List<Entry.File> blobs) {
    var missing = new HashSet<String>();
    for (var from = 0; from < blobs.size(); from += BATCH) {
      missing.addAll(ask(draft, blobs.subList(from, Math.min(from + BATCH, blobs.size()))));
    }
    return missing;
  }

  private List<String> ask(String draft, List<Entry.File> blobs) {
    var body = Json.object();
    var list = body.putArray("blobs");
    for (var blob : blobs) {
      list.addObject().put("digest", blob.digest()).put("size", blob.sizeBytes());
    }
    var call = Call.postAgain(Route.of("drafts", draft, "missing"), body);
    return new ArrayList<>(Json.texts(transport.json(call), "missing"));
  }

  /// Whether the draft of an earlier run takes more; if not, or if nobody can tell, it is no use.
  boolean isOpen(String draft) {
    try {
      return Json.text(transport.json(Call.get(Route.of("drafts", draft))), "state").equals("open");
    } catch (CairnException e) {
      if (e.kind() == Kind.TRY_AGAIN) {
        throw e;
      }
      return false;
    }
  }

  /// Leaves the draft to a later run.
  void keep(String draft) {
    open.remove(draft);
  }

  /// A draft that was kept is to be given up after all.
  void reclaim(String draft) {
    open.add(draft);
  }

  /// Of which of these sizes the server may have bytes.
  ///
  /// @param maxSigned most bytes of a file that may go straight to the store; 0 if none may
  record Sizes(Set<Long> known, long maxSigned) {}

  Sizes knownSizes(String draft, List<Long> sizes) {
    var known = new HashSet<Long>();
    var maxSigned = 0L;
    for (var from = 0; from < sizes.size(); from += BATCH) {
      var body = Json.object();
      var asked = body.putArray("sizes");
      sizes.subList(from, Math.min(from + BATCH, sizes.size())).forEach(asked::add);
      var call = Call.postAgain(Route.of("drafts", draft, "sizes"), body);
      var answer = transport.json(call);
      answer.path("known").forEach(size -> known.add(size.asLong()));
      maxSigned = answer.path("signed").asLong(0);
    }
    return new Sizes(known, maxSigned);
  }

  /// Asks for a URL by which the file goes straight to the store.
  JsonNode signUpload(String draft, Entry.File file) {
    return transport.json(Call.postAgain(Route.of("drafts", draft, "signed-uploads"), asked(file)));
  }

  /// Says that it is there; the server proves it.
  void completeSigned(String draft, String upload, Entry.File file) {
    var route = Route.of("drafts", draft, "signed-uploads", upload, "complete");
    transport.json(Call.postAgain(route, asked(file)));
  }

  private static JsonNode asked(Entry.File file) {
    return Json.object().put("digest", file.digest()).put("size", file.sizeBytes());
  }

  Route uploadRoute(String draft, String upload) {
    return Route.of("drafts", draft, "uploads", upload);
  }

  /// Begins an upload in parts. Twice makes a second one, which nobody fills.
  ///
  /// @return its id
  String beginUpload(String draft, long sizeBytes, Optional<String> sha256) {
    var call =
        Call.postBytes(
                Route.of("drafts", draft, "uploads"),
                "application/octet-stream",
                BodyPublishers::noBody)
            .header("Upload-Complete", "?0")
            .header("Upload-Length", Long.toString(sizeBytes));
    if (sha256.isPresent()) {
      var bytes = HexFormat.of().parseHex(sha256.get());
      var text = "sha-256=:" + Base64.getEncoder().encodeToString(bytes) + ":";
      call = call.header("Repr-Digest", text);
    }
    return Json.text(transport.json(call), "id");
  }

  void putBlob(String draft, String digest, Supplier<BodyPublisher> bytes) {
    var route = Route.of("drafts", draft, "blobs", digest);
    transport.json(Call.bytes(route, "application/octet-stream", bytes));
  }

  /// Many small blobs, framed as [BatchBody] does it.
  void putBlobs(String draft, Supplier<BodyPublisher> frames) {
    transport.json(Call.postBytes(Route.of("drafts", draft, "blobs"), BatchBody.TYPE, frames));
  }

  /// @return the digest that the server found
  String putManifest(String draft, Supplier<BodyPublisher> bytes) {
    var route = Route.of("drafts", draft, "manifest");
    return Json.text(
        transport.json(Call.bytes(route, "application/octet-stream", bytes)), "digest");
  }

  JsonNode commit(String draft, LogRequest request, String digest) {
    var body = Json.object();
    body.set("aliases", Json.texts(request.aliases()));
    body.set("tags", Json.texts(request.tags()));
    request.description().ifPresent(text -> body.put("description", text));
    if (!request.metadata().isEmpty()) {
      body.set("metadata", Json.of(request.metadata()));
    }
    try {
      return transport.json(Call.postAgain(Route.of("drafts", draft, "commit"), body));
    } catch (CairnException e) {
      if (!e.code().equals("draft.committed")) {
        throw e;
      }
      // The answer of an earlier attempt was lost on its way: it is done. Whether it made
      // something new is not known, and `created` is left out.
      var ref = Reference.parse(request.collection()).path() + "@" + digest;
      return transport.json(Call.get(Route.of("resolve").with("ref", ref)));
    } finally {
      open.remove(draft);
    }
  }

  /// Gives up a draft; a server that cannot be reached will expire it.
  void abandon(String draft) {
    if (!open.remove(draft)) {
      return;
    }
    try {
      transport.json(Call.delete(Route.of("drafts", draft)).once());
    } catch (CairnException e) {
      if (e.kind() == Kind.USAGE) {
        throw e;
      }
    }
  }

  void abandonAll() {
    List.copyOf(open).forEach(this::abandon);
  }
}
