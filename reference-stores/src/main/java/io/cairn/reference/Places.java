// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import io.cairn.reference.StoreException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// All places that the one who runs this program reaches with his own rights: buckets, the web,
/// allowed folders. Each store is opened when it is first asked for. Safe for many threads.
public final class Places implements AutoCloseable {
  /// Variable with the folders below which `file://` is opened, commas between.
  public static final String ROOTS = "CAIRN_REFERENCES_ROOTS";

  private static final int FILES_AHEAD = 256;
  private static final Set<String> SCHEMES = Set.of("s3", "gs", "http", "https", "file");

  private final Map<String, String> environment;
  private final boolean withSums;
  private @Nullable ObjectStore s3;
  private @Nullable ObjectStore gcs;
  private @Nullable WebPages web;

  /// @param withSums whether to ask for sums that a list does not have: a request an object
  public Places(Map<String, String> environment, boolean withSums) {
    this.environment = Map.copyOf(environment);
    this.withSums = withSums;
  }

  /// Whether it is known here how to open it.
  public static boolean knows(String uri) {
    return SCHEMES.contains(ObjectUri.schemeOf(uri));
  }

  /// Whether it names all that lies below, and not one object.
  public static boolean isPrefix(String uri) throws StoreException {
    return ObjectUri.isOne(uri)
        ? ObjectUri.parse(uri).isPrefix()
        : ObjectUri.schemeOf(uri).equals("file") && uri.endsWith("/");
  }

  /// An object, and the URI that is to be recorded for it.
  public record Located(String uri, Found found) {}

  /// What is there now; empty if nothing is.
  public Optional<Located> look(String uri) throws StoreException {
    if (ObjectUri.isOne(uri)) {
      var object = ObjectUri.parse(uri);
      return objects(object.scheme())
          .look(object)
          .map(found -> new Located(object.withVersion(found.version()).text(), found));
    }
    return (isFile(uri) ? files().look(uri, _ -> true) : web().look(uri))
        .map(found -> new Located(uri, found));
  }

  /// Told of each object below a prefix, by one thread.
  public interface Visitor {
    /// @param path of the object behind the prefix
    void visit(String path, Located located) throws IOException;
  }

  /// Hands out all that lies below a prefix, in the order of the bytes of the paths.
  public void walk(String uri, Visitor visitor) throws IOException {
    if (isFile(uri)) {
      walkFolder(uri, visitor);
      return;
    }
    var prefix = ObjectUri.parse(uri);
    var length = prefix.key().length();
    new PrefixWalk(objects(prefix.scheme()), prefix)
        .run(found -> {
          var at = prefix.withKey(found.key()).withVersion(found.version());
          visitor.visit(found.key().substring(length), new Located(at.text(), found));
        });
  }

  /// Files are read for their sums, some beside each other.
  private void walkFolder(String uri, Visitor visitor) throws IOException {
    var width = Runtime.getRuntime().availableProcessors();
    try (var workers = Executors.newFixedThreadPool(width)) {
      try {
        var window = new ArrayList<Asked>();
        files()
            .walk(
                uri,
                (path, file) -> {
                  window.add(new Asked(path, workers.submit(() -> look(file))));
                  if (window.size() == FILES_AHEAD) {
                    handOut(window.subList(0, FILES_AHEAD / 2), visitor);
                  }
                });
        handOut(window, visitor);
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private record Asked(String path, Future<Optional<Located>> located) {}

  private static void handOut(List<Asked> window, Visitor visitor) throws IOException {
    for (var asked : window) {
      var located = result(asked.located());
      if (located.isPresent()) {
        visitor.visit(asked.path(), located.get());
      }
    }
    window.clear();
  }

  private static <T> T result(Future<T> asked) throws IOException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(Why.AWAY, "looking was interrupted", e);
    }
  }

  /// The recorded bytes on their way.
  ///
  /// @param offset of the first byte
  public record Bytes(long offset, InputStream body) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /// The bytes of what was recorded, and of nothing else as far as the store can tell; sums of the
  /// bytes are the caller's to compare.
  ///
  /// @param offset from which the caller would like them; they may come from the start
  /// @throws StoreException of kind CHANGED if it is not there any more, or is another
  public Bytes open(Recorded recorded, long offset) throws IOException {
    var uri = recorded.uri();
    if (ObjectUri.isOne(uri)) {
      return openObject(recorded, ObjectUri.parse(uri), offset);
    }
    if (isFile(uri)) {
      var opened = files().open(uri, offset).orElseThrow(Places::vanished);
      return checked(recorded, opened.found(), new Bytes(offset, opened.body()));
    }
    var opened = web().open(uri, offset, recorded.sums().get(Sums.ETAG));
    var page = opened.orElseThrow(Places::vanished);
    return checked(recorded, page.found(), new Bytes(page.offset(), page.body()));
  }

  private Bytes openObject(Recorded recorded, ObjectUri object, long offset) throws IOException {
    var store = objects(object.scheme());
    var etag =
        object.version().isEmpty() ? recorded.sums().get(Sums.ETAG) : Optional.<String>empty();
    try {
      var opened = store.open(object, offset, etag);
      if (opened.isPresent()) {
        var bytes = new Bytes(offset, opened.get().body());
        if (recorded.difference(opened.get().found(), object.version()).isEmpty()) {
          return bytes;
        }
        bytes.close();
      }
    } catch (StoreException e) {
      if (e.why() != Why.CHANGED) {
        throw e;
      }
    }
    return openPresent(store, recorded, offset);
  }

  /// What was recorded is not there under its tag or version; its bytes may be all the same.
  private static Bytes openPresent(ObjectStore store, Recorded recorded, long offset)
      throws IOException {
    var seen = Comparison.look(store, recorded);
    if (seen.state() != Comparison.State.SAME || seen.at().isEmpty()) {
      throw new StoreException(Why.CHANGED, seen.text());
    }
    var opened = store.open(seen.at().get(), offset, Optional.empty());
    return new Bytes(offset, opened.orElseThrow(Places::vanished).body());
  }

  private static Bytes checked(Recorded recorded, Found found, Bytes bytes) throws IOException {
    var difference = recorded.difference(found, Optional.empty());
    if (difference.isPresent()) {
      bytes.close();
      throw new StoreException(Why.CHANGED, "was changed: " + difference.get().text());
    }
    return bytes;
  }

  private static StoreException vanished() {
    return new StoreException(Why.CHANGED, Comparison.VANISHED);
  }

  private static boolean isFile(String uri) {
    return ObjectUri.schemeOf(uri).equals("file");
  }

  private LocalFiles files() {
    return new LocalFiles(LocalFiles.roots(environment.getOrDefault(ROOTS, "")), ROOTS);
  }

  private synchronized WebPages web() {
    if (web == null) {
      web = new WebPages();
    }
    return web;
  }

  private synchronized ObjectStore objects(String scheme) throws StoreException {
    var settings = StoreSettings.of(scheme, environment).withSums(withSums);
    if (scheme.equals("s3")) {
      if (s3 == null) {
        s3 = ObjectStores.open(scheme, settings);
      }
      return s3;
    }
    if (gcs == null) {
      gcs = ObjectStores.open(scheme, settings);
    }
    return gcs;
  }

  @Override
  public synchronized void close() {
    if (s3 != null) {
      s3.close();
    }
    if (gcs != null) {
      gcs.close();
    }
    if (web != null) {
      web.close();
    }
  }
}
