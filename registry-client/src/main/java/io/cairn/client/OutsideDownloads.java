// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.EntryPath;
import io.cairn.client.folder.Folders;
import io.cairn.client.folder.Hasher;
import io.cairn.reference.ByteSums;
import io.cairn.reference.Places;
import io.cairn.reference.Recorded;
import io.cairn.reference.StoreException;
import io.cairn.reference.StoreException.Why;
import io.cairn.reference.Sums;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Brings references of one version straight from their stores. Each is compared with what was
/// recorded, by its store's word before its bytes come, and by its bytes after. What is not what it
/// was is remembered, so that all of it can be told at the end.
final class OutsideDownloads {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int MAX_NAMED = 20;
  private static final int MAX_ATTEMPTS_WITHOUT_PROGRESS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(300);

  private final Places places;
  private final Progress progress;
  private final PullTarget target;
  private final FormerPull former;
  private final Map<String, Entry.File> known;
  private final Map<String, Entry.File> fetched = new ConcurrentHashMap<>();
  private final Map<String, String> wrong = new ConcurrentSkipListMap<>(Entry.ORDER);
  private final AtomicLong movedFiles = new AtomicLong();
  private final AtomicLong movedBytes = new AtomicLong();

  /// @param known what references hash to that the pull before brought
  OutsideDownloads(
      Places places,
      Progress progress,
      PullTarget target,
      FormerPull former,
      Map<String, Entry.File> known) {
    this.places = places;
    this.progress = progress;
    this.target = target;
    this.former = former;
    this.known = known;
  }

  long movedFiles() {
    return movedFiles.get();
  }

  long movedBytes() {
    return movedBytes.get();
  }

  /// What the references hash to, by their paths.
  ///
  /// @throws CairnException of kind INTEGRITY, naming those that are not what was recorded
  Map<String, Entry.File> fetched() {
    if (wrong.isEmpty()) {
      return Map.copyOf(fetched);
    }
    var text = new StringBuilder();
    wrong.entrySet().stream()
        .limit(MAX_NAMED)
        .forEach(each ->
            text.append("\n  '").append(each.getKey()).append("' ").append(each.getValue()));
    if (wrong.size() > MAX_NAMED) {
      text.append("\n  and ").append(wrong.size() - MAX_NAMED).append(" more");
    }
    throw CairnException.of(
        Kind.INTEGRITY,
        "reference.changed",
        wrong.size()
            + (wrong.size() == 1 ? " reference is" : " references are")
            + " not what was recorded; nothing was put in place:"
            + text);
  }

  /// Puts the bytes into the tree that is to become the target.
  void bring(Entry.Reference reference) throws IOException {
    var path = target.tree().resolve(reference.path());
    Files.createDirectories(path.getParent());
    var name = name(reference);
    var note = target.parts().resolve(name + ".whole");
    var right = former.right().get(reference.path());
    var before = known.get(reference.path());
    if (right != null && before != null) {
      Files.deleteIfExists(path);
      Puller.linkOrCopy(right, path, target.folder());
      have(reference, before);
    } else if (placed(path, note, reference) instanceof Entry.File file) {
      have(reference, file);
    } else {
      download(reference, target.parts().resolve(name), path, note);
    }
    progress.file();
  }

  private void have(Entry.Reference reference, Entry.File file) {
    progress.already(reference.sizeBytes().orElse(0L));
    fetched.put(reference.path(), file);
  }

  /// Of a pull that broke: it noted what it had put there.
  private static Entry.@Nullable File placed(Path path, Path note, Entry.Reference reference)
      throws IOException {
    if (!Files.isRegularFile(path) || !Files.exists(note)) {
      return null;
    }
    var file = new Entry.File(reference.path(), Files.size(path), Files.readString(note));
    return Folders.holds(path, file) ? file : null;
  }

  private void download(Entry.Reference reference, Path part, Path path, Path note)
      throws IOException {
    var recorded = Recorded.of(reference.uri(), reference.sizeBytes(), reference.checksum());
    try {
      var found = fetch(recorded, part);
      var sums = found.finish();
      var difference = difference(recorded, found.bytes(), sums);
      if (difference.isPresent()) {
        Files.delete(part);
        wrong.put(reference.path(), "has other bytes now: " + difference.get());
        return;
      }
      var sha256 = sums.get("sha256").orElseThrow();
      Files.writeString(note, sha256);
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
      fetched.put(reference.path(), new Entry.File(reference.path(), found.bytes(), sha256));
      movedFiles.incrementAndGet();
      movedBytes.addAndGet(found.bytes());
    } catch (StoreException e) {
      if (e.why() == Why.CHANGED) {
        Files.deleteIfExists(part);
        wrong.put(reference.path(), String.valueOf(e.getMessage()));
        return;
      }
      throw translated(reference, e);
    }
  }

  private static CairnException translated(Entry.Reference reference, StoreException e) {
    var told = OutsideScan.translated(e);
    var text = "'" + EntryPath.shown(reference.path()) + "' cannot be fetched: " + told.text();
    // A URI that was recorded is nobody's mistake in this call.
    var kind = told.kind() == Kind.USAGE ? Kind.REFUSED : told.kind();
    var remedy = kind == Kind.REFUSED ? "; --no-references leaves references where they are" : "";
    return CairnException.of(kind, told.code(), text + remedy, e);
  }

  private ByteSums fetch(Recorded recorded, Path part) throws IOException {
    var sums = resume(recorded, part);
    var idle = 0;
    while (true) {
      var before = sums.bytes();
      try (var bytes = places.open(recorded, before)) {
        if (bytes.offset() != before) {
          progress.bytes(-before);
          Files.deleteIfExists(part);
          sums = ByteSums.asIn(recorded.sums());
        }
        copy(bytes, sums, recorded, part);
        return sums;
      } catch (StoreException e) {
        if (e.why() != Why.AWAY || idle == MAX_ATTEMPTS_WITHOUT_PROGRESS) {
          throw e;
        }
      } catch (Broken e) {
        if (idle == MAX_ATTEMPTS_WITHOUT_PROGRESS) {
          throw new StoreException(
              Why.AWAY, "the line to '" + recorded.uri() + "' broke", e.reason);
        }
      }
      idle = sums.bytes() > before ? 0 : idle + 1;
      rest(idle);
    }
  }

  private static void rest(int idle) {
    try {
      RetryPolicy.rest(FIRST_PAUSE.multipliedBy(1L << idle));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CairnException.of(Kind.TRY_AGAIN, "interrupted", "stopped before it was done", e);
    }
  }

  /// What a pull that broke left of it, unless nothing would tell that the rest is of the same.
  private ByteSums resume(Recorded recorded, Path part) throws IOException {
    var sums = ByteSums.asIn(recorded.sums());
    if (!Files.exists(part)) {
      return sums;
    }
    var isTold = recorded.sums().byName().keySet().stream().anyMatch(Sums.OF_BYTES::contains);
    if (!isTold && recorded.sums().get(Sums.ETAG).isEmpty()) {
      Files.delete(part);
      return sums;
    }
    try (var in = Files.newInputStream(part)) {
      var buffer = new byte[BUFFER_BYTES];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sums.update(buffer, count);
      }
    }
    if (recorded.sizeBytes().isEmpty() || sums.bytes() >= recorded.sizeBytes().getAsLong()) {
      Files.delete(part);
      return ByteSums.asIn(recorded.sums());
    }
    progress.already(sums.bytes());
    return sums;
  }

  private void copy(Places.Bytes bytes, ByteSums sums, Recorded recorded, Path part)
      throws IOException {
    var most = recorded.sizeBytes().orElse(Long.MAX_VALUE - 1) + 1;
    try (var out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      var buffer = new byte[BUFFER_BYTES];
      // One byte more than there should be tells enough.
      while (sums.bytes() < most) {
        var count = read(bytes, buffer, (int) Math.min(buffer.length, most - sums.bytes()));
        if (count < 0) {
          break;
        }
        out.write(buffer, 0, count);
        sums.update(buffer, count);
        progress.bytes(count);
      }
    }
    if (recorded.sizeBytes().isPresent() && sums.bytes() < recorded.sizeBytes().getAsLong()) {
      throw new Broken(new IOException("the answer ended too soon"));
    }
  }

  private static int read(Places.Bytes bytes, byte[] buffer, int length) throws Broken {
    try {
      return bytes.body().read(buffer, 0, length);
    } catch (IOException e) {
      throw new Broken(e);
    } catch (RuntimeException e) {
      // What libraries of stores throw in the middle of a body is no IOException.
      throw new Broken(new IOException(e));
    }
  }

  private static Optional<String> difference(Recorded recorded, long bytes, Sums sums) {
    if (recorded.sizeBytes().isPresent() && recorded.sizeBytes().getAsLong() != bytes) {
      return Optional.of("there are " + bytes + ", not " + recorded.sizeBytes().getAsLong());
    }
    return ByteSums.difference(recorded.sums(), sums);
  }

  /// True if a file has the bytes of a reference, as far as what was recorded tells.
  static boolean holds(Path file, Entry.Reference reference, Progress progress) throws IOException {
    var recorded = Recorded.of(reference.uri(), reference.sizeBytes(), reference.checksum());
    var sums = ByteSums.asIn(recorded.sums());
    try (var in = Files.newInputStream(file)) {
      var buffer = new byte[BUFFER_BYTES];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sums.update(buffer, count);
        progress.bytes(count);
      }
    }
    return difference(recorded, sums.bytes(), sums.finish()).isEmpty();
  }

  /// The same in each try, and another for whatever else was recorded.
  private static String name(Entry.Reference reference) {
    var text = List.of(reference.path(), reference.uri(), reference.checksum().orElse(""));
    var bytes = String.join("\n", new ArrayList<>(text)).getBytes(StandardCharsets.UTF_8);
    return "reference-" + HexFormat.of().formatHex(Hasher.sha256().digest(bytes));
  }

  /// The line broke in the middle of a body.
  private static final class Broken extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient IOException reason;

    Broken(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
