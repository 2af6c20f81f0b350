// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import io.cairn.core.content.BlobIntake;
import io.cairn.core.content.BlobStaging;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ListedBlob;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executor;

/// Blobs as files of a [DataFolder].
///
/// A write goes: temporary file beside the target, bytes hashed on their way, promises checked,
/// `force` of the file, rename to its digest, `force` of the folder; only then is it acknowledged.
/// A `force` that fails makes the store read only until [#checkDisk()] finds it well, because the
/// kernel forgets what it could not write (fsyncgate; PostgreSQL has panicked on it since 2018). A
/// full disk refuses writes and is tried anew each time.
public final class LocalBlobStore implements BlobStore, BlobStaging {
  private final BlobFiles files;
  private final IncomingFiles incoming;
  private final StagedFiles staged;
  private final BlobIntake intake;

  private LocalBlobStore(
      BlobFiles files, IncomingFiles incoming, StagedFiles staged, BlobIntake intake) {
    this.files = files;
    this.incoming = incoming;
    this.staged = staged;
    this.intake = intake;
  }

  /// The blobs of `folder`. Removes what uploads of an earlier process left half done.
  public static LocalBlobStore open(DataFolder folder, Executor hashing) {
    return open(folder, hashing, _ -> {});
  }

  static LocalBlobStore open(DataFolder folder, Executor hashing, WriteStep.Listener listener) {
    var incoming = new IncomingFiles(folder.incoming(), listener);
    incoming.removeAll();
    var staged = new StagedFiles(folder.staging(), incoming);
    return new LocalBlobStore(new BlobFiles(folder), incoming, staged, new BlobIntake(hashing));
  }

  /// Whether writes are refused because a `force` failed.
  @Override
  public boolean isReadOnly() {
    return incoming.isReadOnly();
  }

  /// Writes, forces and removes a probe; if that works, writes are taken again.
  ///
  /// @throws Failure.Unavailable if it does not
  public void checkDisk() {
    incoming.check();
  }

  @Override
  public StoredBlob put(BlobUpload upload, InputStream body) throws IOException {
    try (var file = incoming.create()) {
      var stored = intake.receive(upload, body, file::write);
      if (!isWhole(stored)) {
        file.force();
        file.renameTo(files.file(stored.digest()));
      }
      // Also when the blob was there: who wrote it may not have come to this line yet.
      incoming.forceFolder(files.shard(stored.digest()));
      leaveQuarantine(stored.digest());
      return stored;
    }
  }

  /// The steps of [#put], each for all blobs before the next: no name before all its bytes are
  /// forced, no return before every touched folder is.
  @Override
  public void putAll(List<SmallBlob> blobs) {
    var different = new LinkedHashMap<Digest, SmallBlob>();
    blobs.forEach(blob -> different.putIfAbsent(blob.digest(), blob));
    try (var batch = new IncomingBatch(incoming)) {
      batch.write(different.values().stream().filter(blob -> !isWhole(blob)).toList(), files::file);
      batch.rename();
      // Also of blobs that were there: who wrote them may not have come to this line yet.
      batch.forceFolders(different.keySet().stream().map(files::shard).distinct().toList());
      for (var digest : different.keySet()) {
        leaveQuarantine(digest);
      }
    } catch (IOException e) {
      // Only an interruption: faults of the disk are told by the steps.
      throw new Failure.Unavailable("writing to the blob store", e);
    }
  }

  @Override
  public OptionalLong stagedBytes(UUID id) {
    return staged.size(id);
  }

  @Override
  public Part append(UUID id) throws IOException {
    return staged.append(id);
  }

  @Override
  public int readStaged(UUID id, long offset, byte[] buffer) {
    return staged.read(id, offset, buffer);
  }

  /// The last steps of [#put].
  @Override
  public void publish(UUID id, Digest digest, long sizeBytes) throws IOException {
    if (staged.size(id).orElse(-1) != sizeBytes) {
      throw new IllegalStateException("there are not as many staged bytes as were hashed");
    }
    try (var file = incoming.openKept(staged.file(id))) {
      if (isWhole(digest, sizeBytes)) {
        staged.delete(id);
      } else {
        file.force();
        file.renameTo(files.file(digest));
      }
    }
    incoming.forceFolder(files.shard(digest));
    leaveQuarantine(digest);
  }

  @Override
  public boolean discard(UUID id) {
    return staged.delete(id);
  }

  @Override
  public List<UUID> staged() {
    return staged.all();
  }

  @Override
  public OptionalLong usableBytes() {
    return staged.usableBytes();
  }

  /// A fault here is the disk's; an [IOException] out of [#put] is the sender's.
  private void leaveQuarantine(Digest digest) {
    try {
      Files.deleteIfExists(files.quarantined(digest));
    } catch (IOException e) {
      throw new Failure.Unavailable("quarantine of blobs", e);
    }
  }

  @Override
  public OptionalLong sizeBytes(Digest digest) {
    return attributes(files.file(digest))
        .map(found -> OptionalLong.of(found.size()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public InputStream open(Digest digest) {
    return openRange(digest, 0, Long.MAX_VALUE);
  }

  @Override
  public InputStream openRange(Digest digest, long offset, long length) {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException("offset and length must not be negative");
    }
    var file = files.file(digest);
    if (attributes(file).isEmpty()) {
      throw missing(digest);
    }
    try {
      var channel = Disk.open(file, StandardOpenOption.READ);
      channel.position(offset);
      var whole = Channels.newInputStream(channel);
      return length == Long.MAX_VALUE ? whole : new BoundedStream(whole, length);
    } catch (NoSuchFileException _) {
      throw missing(digest);
    } catch (IOException e) {
      throw new Failure.Unavailable("blob " + digest, e);
    }
  }

  @Override
  public Optional<Path> localFile(Digest digest) {
    return Optional.of(files.file(digest)).filter(file -> attributes(file).isPresent());
  }

  @Override
  public boolean isNear() {
    return true;
  }

  @Override
  public Page<ListedBlob> list(String hexPrefix, PageRequest page) {
    try {
      var after = page.after().map(Cursor::key).orElse("");
      var found = files.list(hexPrefix, after, page.limit() + 1);
      return Page.of(found, page.limit(), blob -> new Cursor(blob.digest().hex()));
    } catch (IOException e) {
      throw new Failure.Unavailable("the list of blobs", e);
    }
  }

  @Override
  public boolean delete(Digest digest) {
    incoming.requireWritable();
    try {
      return Files.deleteIfExists(files.file(digest));
    } catch (IOException e) {
      throw new Failure.Unavailable("deleting blobs", e);
    }
  }

  @Override
  public boolean quarantine(Digest digest) {
    incoming.requireWritable();
    try {
      Files.move(files.file(digest), files.quarantined(digest), StandardCopyOption.ATOMIC_MOVE);
      Disk.force(files.quarantine());
      Disk.force(files.shard(digest));
      return true;
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException e) {
      throw new Failure.Unavailable("quarantine of blobs", e);
    }
  }

  /// A blob of the wrong length was cut by a crash or a hand: it is written anew.
  private boolean isWhole(StoredBlob stored) {
    return isWhole(stored.digest(), stored.sizeBytes());
  }

  private boolean isWhole(SmallBlob blob) {
    return isWhole(blob.digest(), blob.sizeBytes());
  }

  private boolean isWhole(Digest digest, long sizeBytes) {
    return attributes(files.file(digest)).filter(found -> found.size() == sizeBytes).isPresent();
  }

  private Failure missing(Digest digest) {
    return attributes(files.quarantined(digest)).isPresent()
        ? new Failure.Corrupt(digest.toString())
        : new Failure.NotFound("blob " + digest);
  }

  private Optional<BasicFileAttributes> attributes(Path file) {
    try {
      return files.attributes(file);
    } catch (IOException e) {
      throw new Failure.Unavailable("the disk with the blobs", e);
    }
  }
}
