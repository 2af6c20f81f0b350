// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference.s3;

import static io.cairn.reference.s3.S3Answers.translated;

import io.cairn.reference.Found;
import io.cairn.reference.ObjectPage;
import io.cairn.reference.ObjectStore;
import io.cairn.reference.ObjectUri;
import io.cairn.reference.StoreException;
import io.cairn.reference.StoreSettings;
import io.cairn.reference.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Objects of S3. In a bucket that keeps versions, lists name the version of each object.
public final class S3ObjectStore implements ObjectStore {
  private static final String DELIMITER = "/";

  /// How many objects are asked for their sums at a time.
  private static final int AT_ONCE = 64;

  private final S3Client client;
  private final boolean withSums;
  private final boolean listsTellOfSums;
  private final Map<String, Boolean> keepsVersions = new ConcurrentHashMap<>();
  private final ExecutorService lookers = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore turns = new Semaphore(AT_ONCE);

  private S3ObjectStore(S3Client client, boolean withSums, boolean listsTellOfSums) {
    this.client = client;
    this.withSums = withSums;
    this.listsTellOfSums = listsTellOfSums;
  }

  public static S3ObjectStore open(StoreSettings settings) throws StoreException {
    var client = translated("S3", () -> S3Connection.client(settings));
    return new S3ObjectStore(client, settings.withSums(), settings.endpoint().isEmpty());
  }

  @Override
  public Optional<Found> look(ObjectUri object) throws StoreException {
    try {
      var head =
          client.headObject(request ->
              request
                  .bucket(object.bucket())
                  .key(object.key())
                  .versionId(object.version().orElse(null))
                  .checksumMode(ChecksumMode.ENABLED));
      return Optional.of(found(object.key(), head));
    } catch (AwsServiceException e) {
      if (S3Answers.isMissing(e, object.version().isPresent())) {
        return Optional.empty();
      }
      throw S3Answers.of(object.text(), e);
    } catch (SdkException e) {
      throw S3Answers.of(object.text(), e);
    }
  }

  @Override
  public Optional<Opened> open(ObjectUri object, long offset, Optional<String> etag)
      throws StoreException {
    var request =
        GetObjectRequest.builder()
            .bucket(object.bucket())
            .key(object.key())
            .versionId(object.version().orElse(null))
            .ifMatch(etag.map(tag -> '"' + tag + '"').orElse(null))
            .range(offset == 0 ? null : "bytes=" + offset + "-");
    try {
      var body = client.getObject(request.build());
      var head = body.response();
      var sums = Sums.NONE.withEtag(Optional.ofNullable(head.eTag()));
      var size = OptionalLong.of(offset + head.contentLength());
      return Optional.of(
          new Opened(new Found(object.key(), size, version(head.versionId()), sums), body));
    } catch (AwsServiceException e) {
      if (S3Answers.isMissing(e, object.version().isPresent())) {
        return Optional.empty();
      }
      throw S3Answers.of(object.text(), e);
    } catch (SdkException e) {
      throw S3Answers.of(object.text(), e);
    }
  }

  @Override
  public ObjectPage list(ObjectUri prefix, boolean isDeep, Optional<String> from)
      throws StoreException {
    return list(prefix, isDeep, from, null);
  }

  @Override
  public ObjectPage listBehind(ObjectUri prefix, String after) throws StoreException {
    return list(prefix, true, Optional.empty(), after);
  }

  private ObjectPage list(
      ObjectUri prefix, boolean isDeep, Optional<String> from, @Nullable String after)
      throws StoreException {
    var page =
        translated(
            prefix.text(),
            () ->
                keepsVersions(prefix.bucket())
                    ? versions(prefix, isDeep, from, after)
                    : present(prefix, isDeep, from, after));
    return withSums ? page.withSums(this, prefix) : page.plain();
  }

  /// Of what is there now, whether or not there are older versions.
  @Override
  public Optional<String> nextKey(ObjectUri prefix, String after) throws StoreException {
    return translated(
        prefix.text(),
        () ->
            client
                .listObjectsV2(request ->
                    request
                        .bucket(prefix.bucket())
                        .prefix(prefix.key())
                        .startAfter(after)
                        .maxKeys(1))
                .contents()
                .stream()
                .findFirst()
                .map(S3Object::key));
  }

  private boolean keepsVersions(String bucket) {
    return keepsVersions.computeIfAbsent(
        bucket,
        _ -> {
          try {
            var status = client.getBucketVersioning(request -> request.bucket(bucket)).status();
            return status == BucketVersioningStatus.ENABLED
                || status == BucketVersioningStatus.SUSPENDED;
          } catch (AwsServiceException e) {
            // Who may not ask, or a server that does not know: a list without versions will do.
            return false;
          }
        });
  }

  /// Objects as a list has them, and which of them have sums to be asked for.
  private record Listed(
      List<Found> objects, List<Boolean> haveSums, List<String> prefixes, @Nullable String next) {
    ObjectPage plain() {
      return new ObjectPage(objects, prefixes, Optional.ofNullable(next));
    }

    ObjectPage withSums(S3ObjectStore store, ObjectUri prefix) throws StoreException {
      return new ObjectPage(
          store.ask(prefix, objects, haveSums), prefixes, Optional.ofNullable(next));
    }
  }

  private Listed present(
      ObjectUri prefix, boolean isDeep, Optional<String> from, @Nullable String after) {
    var answer =
        client.listObjectsV2(request ->
            request
                .bucket(prefix.bucket())
                .prefix(prefix.key())
                .delimiter(isDeep ? null : DELIMITER)
                .startAfter(after)
                .continuationToken(from.orElse(null)));
    var objects = new ArrayList<Found>();
    var haveSums = new ArrayList<Boolean>();
    for (S3Object object : answer.contents()) {
      objects.add(found(object.key(), object.size(), null, object.eTag()));
      haveSums.add(mayHaveSums(object.hasChecksumAlgorithm()));
    }
    var next = Boolean.TRUE.equals(answer.isTruncated()) ? answer.nextContinuationToken() : null;
    return new Listed(objects, haveSums, texts(answer.commonPrefixes()), next);
  }

  private Listed versions(
      ObjectUri prefix, boolean isDeep, Optional<String> from, @Nullable String after) {
    var marks = from.map(text -> text.split("\n", 2)).orElse(new String[] {null, null});
    var answer =
        client.listObjectVersions(request ->
            request
                .bucket(prefix.bucket())
                .prefix(prefix.key())
                .delimiter(isDeep ? null : DELIMITER)
                .keyMarker(
                    marks[0] == null ? after : marks[0].replace("%0A", "\n").replace("%25", "%"))
                .versionIdMarker(marks[1] == null || marks[1].isEmpty() ? null : marks[1]));
    var objects = new ArrayList<Found>();
    var haveSums = new ArrayList<Boolean>();
    for (ObjectVersion object : answer.versions()) {
      if (Boolean.TRUE.equals(object.isLatest())) {
        objects.add(found(object.key(), object.size(), object.versionId(), object.eTag()));
        haveSums.add(mayHaveSums(object.hasChecksumAlgorithm()));
      }
    }
    var next =
        Boolean.TRUE.equals(answer.isTruncated())
            ? answer.nextKeyMarker().replace("%", "%25").replace("\n", "%0A")
                + "\n"
                + (answer.nextVersionIdMarker() == null ? "" : answer.nextVersionIdMarker())
            : null;
    return new Listed(objects, haveSums, texts(answer.commonPrefixes()), next);
  }

  /// Amazon's lists say which objects have sums; those of other servers are silent on it.
  private boolean mayHaveSums(boolean isListed) {
    return isListed || !listsTellOfSums;
  }

  private static List<String> texts(List<CommonPrefix> prefixes) {
    return prefixes.stream().map(CommonPrefix::prefix).toList();
  }

  /// In the same order. An object that went since it was listed keeps what the list said.
  private List<Found> ask(ObjectUri prefix, List<Found> objects, List<Boolean> haveSums)
      throws StoreException {
    var asked = new ArrayList<@Nullable Future<Optional<Found>>>();
    for (var i = 0; i < objects.size(); i++) {
      var object = objects.get(i);
      var uri = prefix.withKey(object.key()).withVersion(object.version());
      asked.add(haveSums.get(i) ? lookers.submit(() -> lookInTurn(uri)) : null);
    }
    var complete = new ArrayList<Found>();
    for (var i = 0; i < objects.size(); i++) {
      var answer = asked.get(i);
      var object = objects.get(i);
      complete.add(answer == null ? object : answer(answer).orElse(object));
    }
    return complete;
  }

  private Optional<Found> lookInTurn(ObjectUri uri) throws StoreException {
    turns.acquireUninterruptibly();
    try {
      return look(uri);
    } finally {
      turns.release();
    }
  }

  private static Optional<Found> answer(Future<Optional<Found>> asked) throws StoreException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StoreException known
          ? known
          : new StoreException(StoreException.Why.AWAY, "an object could not be looked at", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(StoreException.Why.AWAY, "looking was interrupted", e);
    }
  }

  private static Found found(String key, HeadObjectResponse head) {
    var sums = Sums.NONE.withEtag(Optional.ofNullable(head.eTag()));
    // Sums of parts depend on how they were sent, and tell nothing of the whole.
    if (head.checksumType() != ChecksumType.COMPOSITE) {
      sums = whole(sums, "sha256", head.checksumSHA256());
      sums = whole(sums, "sha1", head.checksumSHA1());
      sums = whole(sums, "crc64nvme", head.checksumCRC64NVME());
      sums = whole(sums, "crc32c", head.checksumCRC32C());
      sums = whole(sums, "crc32", head.checksumCRC32());
    }
    return new Found(key, OptionalLong.of(head.contentLength()), version(head.versionId()), sums);
  }

  private static Sums whole(Sums sums, String name, @Nullable String base64) {
    return sums.withBase64(name, Optional.ofNullable(base64).filter(text -> text.indexOf('-') < 0));
  }

  private static Found found(
      String key, @Nullable Long size, @Nullable String version, @Nullable String etag) {
    return new Found(
        key,
        size == null ? OptionalLong.empty() : OptionalLong.of(size),
        version(version),
        Sums.NONE.withEtag(Optional.ofNullable(etag)));
  }

  /// Objects from before a bucket kept versions have none.
  private static Optional<String> version(@Nullable String id) {
    return Optional.ofNullable(id).filter(text -> !text.equals("null"));
  }

  @Override
  public void close() {
    lookers.shutdownNow();
    client.close();
  }
}
