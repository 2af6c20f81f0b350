// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import com.google.cloud.WriteChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.BlobWriteOption;
import com.google.cloud.storage.Storage.CopyRequest;
import com.google.cloud.storage.StorageClass;
import com.google.cloud.storage.StorageException;
import io.cairn.core.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The requests to one bucket, by key. What they throw is a [Failure].
final class GcsBucket {
  private static final int MIN_CHUNK_BYTES = 256 << 10;

  private final Storage storage;
  private final GcsSettings settings;
  private final GcsLines lines;

  GcsBucket(Storage storage, GcsSettings settings, GcsLines lines) {
    this.storage = storage;
    this.settings = settings;
    this.lines = lines;
  }

  Storage storage() {
    return storage;
  }

  GcsSettings settings() {
    return settings;
  }

  void requireAnswering() {
    GcsFailures.translated(() -> {
      if (storage.get(settings.bucket()) == null) {
        throw new Failure.Unavailable("the blob store (there is no such bucket)", null);
      }
      return settings;
    });
  }

  BlobId id(String key) {
    return BlobId.of(settings.bucket(), key);
  }

  private BlobInfo described(String key) {
    var info = BlobInfo.newBuilder(id(key)).setContentType("application/octet-stream");
    settings.storageClass().ifPresent(name -> info.setStorageClass(StorageClass.valueOf(name)));
    return info.build();
  }

  Optional<Blob> head(String key) {
    return GcsFailures.translated(() -> Optional.ofNullable(storage.get(id(key))));
  }

  boolean has(String key, long sizeBytes) {
    return head(key).filter(found -> found.getSize() == sizeBytes).isPresent();
  }

  /// Writes a key at once, with sums that the client adds and the store compares.
  void put(String key, byte[] bytes, int length) {
    sending(
        length,
        () -> {
          onlyIfNew(
              key, length, options -> storage.create(described(key), bytes, 0, length, options));
          return key;
        });
  }

  /// @param sizeBytes most bytes that may go meanwhile
  <T> T sending(long sizeBytes, Callable<T> action) {
    var patience = settings.patience();
    return lines.sending(patience.toTryAgain().plus(patience.toSend(sizeBytes)), action);
  }

  /// Begins an upload whose bytes nobody sees before it is closed.
  WriteChannel write(String key) {
    return GcsFailures.translated(() -> {
      var options = new ArrayList<BlobWriteOption>();
      options.add(BlobWriteOption.doesNotExist());
      settings.kmsKey().ifPresent(name -> options.add(BlobWriteOption.kmsKeyName(name)));
      var channel = storage.writer(described(key), options.toArray(BlobWriteOption[]::new));
      channel.setChunkSize(settings.partBytes() / MIN_CHUNK_BYTES * MIN_CHUNK_BYTES);
      return channel;
    });
  }

  /// Copies within the store, if the source is still the one that was seen.
  void copy(Blob source, String to) {
    onlyIfNew(
        to,
        source.getSize(),
        options ->
            storage
                .copy(
                    CopyRequest.newBuilder()
                        .setSource(source.getBlobId())
                        .setSourceOptions(BlobSourceOption.generationMatch(source.getGeneration()))
                        .setTarget(described(to), options)
                        .build())
                .getResult());
  }

  boolean delete(String key) {
    return GcsFailures.translated(() -> storage.delete(id(key)));
  }

  /// Writes if the key is not there. If it is: done when it has the right length (whoever wrote it
  /// had verified the same bytes), else it was cut short, and is written over.
  private void onlyIfNew(String key, long sizeBytes, ConditionalWrite write) {
    GcsFailures.translated(() -> {
      try {
        return write.run(options(BlobTargetOption.doesNotExist()));
      } catch (StorageException e) {
        if (!GcsFailures.isTaken(e)) {
          throw e;
        }
        return has(key, sizeBytes) ? e : write.run(options());
      }
    });
  }

  private BlobTargetOption[] options(BlobTargetOption... conditions) {
    var all = new ArrayList<BlobTargetOption>();
    all.addAll(List.of(conditions));
    settings.kmsKey().ifPresent(name -> all.add(BlobTargetOption.kmsKeyName(name)));
    return all.toArray(BlobTargetOption[]::new);
  }

  @FunctionalInterface
  private interface ConditionalWrite {
    Object run(BlobTargetOption[] options);
  }
}
