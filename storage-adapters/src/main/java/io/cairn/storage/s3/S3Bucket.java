// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/// The requests to one bucket, by key. What they throw is a [Failure].
final class S3Bucket {
  // Most bytes that one copy within the store takes.
  private static final long MAX_COPY_BYTES = 5L << 30;
  private static final long COPY_PART_BYTES = 512L << 20;

  private final S3Client client;
  private final S3Settings settings;

  S3Bucket(S3Client client, S3Settings settings) {
    this.client = client;
    this.settings = settings;
  }

  S3Client client() {
    return client;
  }

  S3Settings settings() {
    return settings;
  }

  void requireAnswering() {
    S3Failures.translated(() -> {
      try {
        return client.headBucket(request -> request.bucket(settings.bucket()));
      } catch (AwsServiceException e) {
        // The answer to HEAD has no body that could name the code.
        if (e.statusCode() == 404) {
          throw new Failure.Unavailable("the blob store (there is no such bucket)", e);
        }
        throw e;
      }
    });
  }

  /// What lies under the key.
  Optional<HeadObjectResponse> head(String key) {
    return S3Failures.translated(() -> {
      try {
        return Optional.of(
            client.headObject(request ->
                request.bucket(settings.bucket()).key(key).checksumMode(ChecksumMode.ENABLED)));
      } catch (AwsServiceException e) {
        if (S3Failures.isMissing(e)) {
          return Optional.empty();
        }
        if (S3Failures.isWordless(e)) {
          askWhy(key);
        }
        throw e;
      }
    });
  }

  /// An answer to HEAD has no body, and so no word of why it was refused; one to GET has.
  private void askWhy(String key) {
    client
        .getObject(request -> request.bucket(settings.bucket()).key(key).range("bytes=0-0"))
        .abort();
  }

  boolean has(String key, long sizeBytes) {
    return head(key).filter(found -> found.contentLength() == sizeBytes).isPresent();
  }

  /// Writes a key at once; the store refuses bytes that do not hash to the digest.
  void put(String key, Digest digest, long sizeBytes, RequestBody body) {
    var sum = Base64.getEncoder().encodeToString(digest.bytes());
    var request =
        described(key)
            .checksumSHA256(sum)
            .overrideConfiguration(
                o -> o.apiCallAttemptTimeout(settings.patience().toSend(sizeBytes)));
    onlyIfNew(
        key,
        sizeBytes,
        condition -> client.putObject(request.ifNoneMatch(condition.orElse(null)).build(), body));
  }

  private PutObjectRequest.Builder described(String key) {
    var request =
        PutObjectRequest.builder()
            .bucket(settings.bucket())
            .key(key)
            .contentType("application/octet-stream");
    settings.storageClass().ifPresent(request::storageClass);
    settings
        .kmsKey()
        .ifPresent(
            id -> request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(id));
    return request;
  }

  PutObjectRequest.Builder describedPut(String key) {
    return described(key);
  }

  String beginParts(String key) {
    return beginParts(key, Optional.of(ChecksumAlgorithm.CRC32_C));
  }

  /// @param sums which kind the caller sends with each part
  private String beginParts(String key, Optional<ChecksumAlgorithm> sums) {
    return S3Failures.translated(() ->
        client
            .createMultipartUpload(request -> {
              request.bucket(settings.bucket()).key(key).contentType("application/octet-stream");
              sums.ifPresent(request::checksumAlgorithm);
              settings.storageClass().ifPresent(request::storageClass);
              settings
                  .kmsKey()
                  .ifPresent(id ->
                      request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(id));
            })
            .uploadId());
  }

  CompletedPart putPart(String key, String uploadId, int number, SpooledPart part) {
    return S3Failures.translated(() -> {
      var answer =
          client.uploadPart(
              request ->
                  request
                      .bucket(settings.bucket())
                      .key(key)
                      .uploadId(uploadId)
                      .partNumber(number)
                      .contentLength(part.sizeBytes())
                      .overrideConfiguration(o ->
                          o.apiCallAttemptTimeout(settings.patience().toSend(part.sizeBytes())))
                      .checksumCRC32C(part.checksum()),
              part.body());
      return CompletedPart.builder()
          .partNumber(number)
          .eTag(answer.eTag())
          .checksumCRC32C(part.checksum())
          .build();
    });
  }

  /// Makes the parts one object, or takes them away if it is there; until now nobody could see any
  /// of it.
  void completeParts(String key, String uploadId, CompletedMultipartUpload parts, long sizeBytes) {
    var isNew =
        onlyIfNew(
            key,
            sizeBytes,
            condition ->
                client.completeMultipartUpload(request ->
                    request
                        .bucket(settings.bucket())
                        .key(key)
                        .uploadId(uploadId)
                        .multipartUpload(parts)
                        .ifNoneMatch(condition.orElse(null))));
    if (!isNew) {
      abortParts(key, uploadId);
    }
  }

  void abortParts(String key, String uploadId) {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(settings.bucket()).key(key).uploadId(uploadId));
    } catch (SdkException _) {
      // Why the upload failed is what the caller must hear of. What is left is removed later.
    }
  }

  /// Copies within the store, if the source still has that entity tag.
  void copy(String from, String to, HeadObjectResponse source) {
    if (source.contentLength() > MAX_COPY_BYTES) {
      copyInParts(from, to, source);
      return;
    }
    S3Failures.translated(() ->
        client.copyObject(request -> {
          request
              .sourceBucket(settings.bucket())
              .sourceKey(from)
              .copySourceIfMatch(source.eTag())
              .destinationBucket(settings.bucket())
              .destinationKey(to);
          settings.storageClass().ifPresent(request::storageClass);
          settings
              .kmsKey()
              .ifPresent(
                  id -> request.serverSideEncryption(ServerSideEncryption.AWS_KMS).ssekmsKeyId(id));
        }));
  }

  private void copyInParts(String from, String to, HeadObjectResponse source) {
    // The store makes the parts. MinIO sums none of those up, and would miss sums that were
    // announced.
    var uploadId = beginParts(to, Optional.empty());
    var isComplete = false;
    try {
      var parts = new ArrayList<CompletedPart>();
      for (var offset = 0L; offset < source.contentLength(); offset += COPY_PART_BYTES) {
        var last = Math.min(offset + COPY_PART_BYTES, source.contentLength()) - 1;
        parts.add(copyPart(from, to, source, uploadId, parts.size() + 1, offset, last));
      }
      var done = CompletedMultipartUpload.builder().parts(parts).build();
      completeParts(to, uploadId, done, source.contentLength());
      isComplete = true;
    } finally {
      if (!isComplete) {
        abortParts(to, uploadId);
      }
    }
  }

  private CompletedPart copyPart(
      String from,
      String to,
      HeadObjectResponse source,
      String uploadId,
      int number,
      long first,
      long last) {
    var answer =
        S3Failures.translated(() ->
            client.uploadPartCopy(request ->
                request
                    .sourceBucket(settings.bucket())
                    .sourceKey(from)
                    .copySourceIfMatch(source.eTag())
                    .copySourceRange("bytes=" + first + "-" + last)
                    .destinationBucket(settings.bucket())
                    .destinationKey(to)
                    .uploadId(uploadId)
                    .partNumber(number)));
    return CompletedPart.builder().partNumber(number).eTag(answer.copyPartResult().eTag()).build();
  }

  void delete(String key) {
    S3Failures.translated(
        () -> client.deleteObject(request -> request.bucket(settings.bucket()).key(key)));
  }

  /// Writes if the key is not there. If it is: done when it has the right length (whoever wrote it
  /// had verified the same bytes), else it was cut short, and is written over. An upload that is
  /// gone was completed by an attempt whose answer was lost.
  ///
  /// @return whether it was written now
  private boolean onlyIfNew(String key, long sizeBytes, ConditionalWrite write) {
    return S3Failures.translated(() -> {
      try {
        write.run(settings.writesConditionally() ? Optional.of("*") : Optional.empty());
        return true;
      } catch (AwsServiceException e) {
        if (!S3Failures.isTaken(e) && !S3Failures.isMissing(e)) {
          throw e;
        }
        if (has(key, sizeBytes)) {
          return false;
        }
        if (S3Failures.isMissing(e)) {
          throw e;
        }
        write.run(Optional.empty());
        return true;
      }
    });
  }

  @FunctionalInterface
  private interface ConditionalWrite {
    Object run(Optional<String> condition);
  }
}
