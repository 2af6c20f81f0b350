// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.sun.net.httpserver.HttpExchange;
import io.cairn.client.folder.Hasher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A server that takes drafts as far as an upload needs it, and whose line breaks on request.
final class DraftServer implements AutoCloseable {
  private static final String API = "/api/v1/";

  private final TinyServer server = new TinyServer();
  private final Map<String, Long> blobs = new ConcurrentHashMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
  private final AtomicInteger drafts = new AtomicInteger();
  private final AtomicLong receivedBytes = new AtomicLong();
  private volatile long breakAfter = Long.MAX_VALUE;
  private volatile long refuseFrom = Long.MAX_VALUE;
  private volatile boolean isAbandoned;
  private volatile String state = "open";

  DraftServer() {
    server.on(API + "teams/", this::open);
    server.on(API + "drafts/", this::draft);
  }

  URI url() {
    return server.url();
  }

  Set<String> blobs() {
    return blobs.keySet();
  }

  int drafts() {
    return drafts.get();
  }

  /// Bytes of files that came in parts.
  long receivedBytes() {
    return receivedBytes.get();
  }

  boolean isAbandoned() {
    return isAbandoned;
  }

  /// The next upload in parts loses its line after so many bytes.
  void breakAfter(long bytes) {
    breakAfter = bytes;
  }

  /// From so many bytes on an upload is answered 503.
  void refuseFrom(long bytes) {
    refuseFrom = bytes;
  }

  @Override
  public void close() {
    server.close();
  }

  private void open(HttpExchange exchange) throws IOException {
    drafts.incrementAndGet();
    state = "open";
    TinyServer.send(exchange, 201, "{\"id\":\"d1\"}");
  }

  private void draft(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath().substring((API + "drafts/d1").length());
    var what = exchange.getRequestMethod() + " " + path.replaceAll("/(uploads|blobs)/.*", "/$1/-");
    switch (what) {
      case "GET " -> TinyServer.send(exchange, 200, "{\"state\":\"" + state + "\"}");
      case "DELETE " -> {
        isAbandoned = true;
        state = "abandoned";
        TinyServer.send(exchange, 204, "");
      }
      case "POST /sizes" -> sizes(exchange);
      case "POST /missing" -> missing(exchange);
      case "POST /blobs" -> batch(exchange);
      case "PUT /blobs/-" -> {
        var bytes = exchange.getRequestBody().readAllBytes();
        blobs.put(sha256(bytes), (long) bytes.length);
        TinyServer.send(exchange, 201, "{}");
      }
      case "POST /uploads" -> {
        var id = "u" + uploads.size();
        uploads.put(id, new ByteArrayOutputStream());
        TinyServer.send(exchange, 201, "{\"id\":\"" + id + "\"}");
      }
      case "HEAD /uploads/-" -> {
        var upload = upload(path);
        exchange.getResponseHeaders().set("Upload-Offset", "" + upload.size());
        exchange.getResponseHeaders().set("Upload-Complete", "?0");
        exchange.sendResponseHeaders(204, -1);
      }
      case "PATCH /uploads/-" -> append(exchange, upload(path));
      case "PUT /manifest" -> {
        var digest = "sha256:" + sha256(exchange.getRequestBody().readAllBytes());
        TinyServer.send(exchange, 200, "{\"digest\":\"" + digest + "\"}");
      }
      case "POST /commit" -> {
        state = "committed";
        TinyServer.send(exchange, 201, "{\"path\":\"vision/digits/classifier\"}");
      }
      default -> TinyServer.send(exchange, 404, "");
    }
  }

  private ByteArrayOutputStream upload(String path) {
    return uploads.getOrDefault(
        path.substring(path.lastIndexOf('/') + 1), new ByteArrayOutputStream());
  }

  private void append(HttpExchange exchange, ByteArrayOutputStream upload) throws IOException {
    var headers = exchange.getRequestHeaders();
    if (upload.size() >= refuseFrom) {
      TinyServer.send(exchange, 503, "");
      return;
    }
    if (Long.parseLong(headers.getFirst("Upload-Offset")) != upload.size()) {
      TinyServer.send(exchange, 409, "{\"code\":\"upload.offset\"}");
      return;
    }
    var body = exchange.getRequestBody();
    var buffer = new byte[8 << 10];
    for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
      upload.write(buffer, 0, count);
      receivedBytes.addAndGet(count);
      if (upload.size() >= breakAfter) {
        breakAfter = Long.MAX_VALUE;
        throw new IOException("the line breaks");
      }
    }
    if (headers.getFirst("Upload-Complete").equals("?0")) {
      exchange.sendResponseHeaders(204, -1);
      return;
    }
    var digest = sha256(upload.toByteArray());
    blobs.put(digest, (long) upload.size());
    TinyServer.send(exchange, 201, "{\"digest\":\"sha256:" + digest + "\"}");
  }

  private void sizes(HttpExchange exchange) throws IOException {
    var known = Json.object();
    var list = known.putArray("known");
    Json.parse(exchange.getRequestBody().readAllBytes())
        .path("sizes")
        .forEach(size -> {
          if (blobs.containsValue(size.asLong())) {
            list.add(size.asLong());
          }
        });
    TinyServer.send(exchange, 200, Json.bytes(known));
  }

  private void missing(HttpExchange exchange) throws IOException {
    var missing = Json.object();
    var list = missing.putArray("missing");
    Json.parse(exchange.getRequestBody().readAllBytes())
        .path("blobs")
        .forEach(blob -> {
          var digest = Json.text(blob, "digest");
          if (!blobs.containsKey(digest.substring("sha256:".length()))) {
            list.add(digest);
          }
        });
    TinyServer.send(exchange, 200, Json.bytes(missing));
  }

  private void batch(HttpExchange exchange) throws IOException {
    var body = ByteBuffer.wrap(exchange.getRequestBody().readAllBytes());
    var found = new TreeMap<String, Long>();
    while (body.hasRemaining()) {
      var digest = new byte[32];
      body.get(digest);
      var bytes = new byte[(int) body.getLong()];
      body.get(bytes);
      if (!HexFormat.of().formatHex(digest).equals(sha256(bytes))) {
        TinyServer.send(exchange, 422, "{\"code\":\"digest.mismatch\"}");
        return;
      }
      found.put(sha256(bytes), (long) bytes.length);
    }
    blobs.putAll(found);
    TinyServer.send(exchange, 200, "{}");
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Hasher.sha256().digest(bytes));
  }
}
