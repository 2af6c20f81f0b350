// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference.gcs;

import com.google.api.gax.retrying.RetrySettings;
import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.BaseServiceException;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.StorageOptions;
import io.cairn.reference.Found;
import io.cairn.reference.ObjectPage;
import io.cairn.reference.ObjectStore;
import io.cairn.reference.ObjectUri;
import io.cairn.reference.StoreException;
import io.cairn.reference.StoreException.Why;
import io.cairn.reference.StoreSettings;
import io.cairn.reference.Sums;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;

/// Objects of Google Cloud Storage. The version of an object is its generation, and lists have
/// sums.
public final class GcsObjectStore implements ObjectStore {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int SILENCE_MILLIS = 30_000;
  private static final int PAGE = 1_000;
  private static final int CHUNK_BYTES = 2 << 20;
  private static final Storage.BlobField[] FIELDS = {
    Storage.BlobField.NAME,
    Storage.BlobField.SIZE,
    Storage.BlobField.GENERATION,
    Storage.BlobField.MD5HASH,
    Storage.BlobField.CRC32C
  };

  private final Storage storage;

  private GcsObjectStore(Storage storage) {
    this.storage = storage;
  }

  /// With Google's application default credentials; without any, as anybody.
  public static GcsObjectStore open(StoreSettings settings) throws StoreException {
    var builder =
        StorageOptions.http()
            .setTransportOptions(
                HttpTransportOptions.newBuilder()
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setReadTimeout(SILENCE_MILLIS)
                    .build())
            .setRetrySettings(
                RetrySettings.newBuilder()
                    .setMaxAttempts(4)
                    .setInitialRetryDelayDuration(Duration.ofMillis(200))
                    .setRetryDelayMultiplier(2)
                    .setMaxRetryDelayDuration(Duration.ofSeconds(5))
                    .setTotalTimeoutDuration(Duration.ofSeconds(30))
                    .build())
            .setCredentials(credentials(settings));
    settings.endpoint().ifPresent(url -> builder.setHost(url.toString()));
    // Objects are read by their bucket's name; the project matters for buckets alone.
    builder.setProjectId("none");
    return new GcsObjectStore(builder.build().getService());
  }

  private static Credentials credentials(StoreSettings settings) throws StoreException {
    if (settings.credentials().isPresent()) {
      var file = settings.credentials().get();
      try (var in = Files.newInputStream(file)) {
        return GoogleCredentials.fromStream(in);
      } catch (IOException e) {
        throw new StoreException(
            Why.DENIED, "the file of Google credentials cannot be read, or is none", e);
      }
    }
    try {
      return GoogleCredentials.getApplicationDefault();
    } catch (IOException _) {
      return NoCredentials.getInstance();
    }
  }

  @Override
  public Optional<Found> look(ObjectUri object) throws StoreException {
    try {
      return Optional.ofNullable(storage.get(id(object), BlobGetOption.fields(FIELDS)))
          .map(GcsObjectStore::found);
    } catch (BaseServiceException e) {
      if (e.getCode() == 404 && !isAboutBucket(e)) {
        return Optional.empty();
      }
      throw failure(object.text(), e);
    }
  }

  @Override
  public ObjectPage list(ObjectUri prefix, boolean isDeep, Optional<String> from)
      throws StoreException {
    var marks = from.map(text -> text.split("\n", 2));
    var token = marks.map(both -> both[0]);
    var offset = marks.filter(both -> both.length == 2).map(both -> both[1]);
    return list(prefix, isDeep, PAGE, offset, token);
  }

  @Override
  public ObjectPage listBehind(ObjectUri prefix, String after) throws StoreException {
    return list(prefix, true, PAGE, Optional.of(after), Optional.empty());
  }

  @Override
  public Optional<String> nextKey(ObjectUri prefix, String after) throws StoreException {
    var page = list(prefix, true, 2, Optional.of(after), Optional.empty());
    return page.objects().stream().findFirst().map(Found::key);
  }

  /// @param offset key at which a list begins, on every page of it; it is left out itself
  private ObjectPage list(
      ObjectUri prefix, boolean isDeep, int size, Optional<String> offset, Optional<String> token)
      throws StoreException {
    var options = new ArrayList<BlobListOption>();
    options.add(BlobListOption.prefix(prefix.key()));
    options.add(BlobListOption.pageSize(size));
    options.add(isDeep ? BlobListOption.fields(FIELDS) : BlobListOption.currentDirectory());
    offset.ifPresent(key -> options.add(BlobListOption.startOffset(key)));
    token.ifPresent(text -> options.add(BlobListOption.pageToken(text)));
    try {
      var page = storage.list(prefix.bucket(), options.toArray(BlobListOption[]::new));
      var objects = new ArrayList<Found>();
      var prefixes = new ArrayList<String>();
      for (var blob : page.getValues()) {
        if (blob.isDirectory()) {
          prefixes.add(blob.getName());
        } else if (!offset.equals(Optional.of(blob.getName()))) {
          objects.add(found(blob));
        }
      }
      var next =
          Optional.ofNullable(page.getNextPageToken())
              .filter(text -> !text.isEmpty())
              .map(text -> text + offset.map(key -> "\n" + key).orElse(""));
      return new ObjectPage(objects, prefixes, next);
    } catch (BaseServiceException e) {
      throw failure(prefix.text(), e);
    }
  }

  /// The generation stands for the tag, which tells of more than the bytes here.
  @Override
  public Optional<Opened> open(ObjectUri object, long offset, Optional<String> etag)
      throws StoreException {
    var now = look(object);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    try {
      var channel =
          storage.reader(
              id(object.withVersion(now.get().version())),
              BlobSourceOption.shouldReturnRawInputStream(true));
      channel.setChunkSize(CHUNK_BYTES);
      channel.seek(offset);
      return Optional.of(new Opened(now.get(), Channels.newInputStream(channel)));
    } catch (BaseServiceException e) {
      throw failure(object.text(), e);
    } catch (IOException e) {
      throw new StoreException(Why.AWAY, "the line to " + object.text() + " broke", e);
    }
  }

  private static BlobId id(ObjectUri object) throws StoreException {
    try {
      var generation = object.version().map(Long::valueOf).orElse(null);
      return BlobId.of(object.bucket(), object.key(), generation);
    } catch (NumberFormatException _) {
      throw new StoreException(Why.URI, "'" + object.text() + "': a generation is a number");
    }
  }

  private static Found found(Blob blob) {
    var sums =
        Sums.NONE
            .withBase64("md5", Optional.ofNullable(blob.getMd5()))
            .withBase64("crc32c", Optional.ofNullable(blob.getCrc32c()));
    var size = blob.getSize();
    return new Found(
        blob.getName(),
        size == null ? OptionalLong.empty() : OptionalLong.of(size),
        Optional.ofNullable(blob.getGeneration()).map(String::valueOf),
        sums);
  }

  private static boolean isAboutBucket(BaseServiceException e) {
    return String.valueOf(e.getMessage()).contains("bucket");
  }

  private static StoreException failure(String what, BaseServiceException e) {
    return switch (e.getCode()) {
      case 401, 403 -> new StoreException(Why.DENIED, "the store denies " + what, e);
      case 404 -> new StoreException(Why.DENIED, "there is no bucket for " + what, e);
      case 412 -> new StoreException(Why.CHANGED, what + " was changed", e);
      case 400 -> new StoreException(Why.DENIED, "the store refuses to show " + what, e);
      case 0 ->
          new StoreException(
              Why.AWAY, "the store of " + what + " does not answer, or the line broke", e);
      default ->
          new StoreException(
              Why.AWAY, "the store of " + what + " answers with status " + e.getCode(), e);
    };
  }

  @Override
  public void close() {
    try {
      storage.close();
    } catch (Exception e) {
      throw new IllegalStateException("Google's client cannot be closed", e);
    }
  }
}
