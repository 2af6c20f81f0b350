// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import java.time.Instant;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What writers left in the bucket that did not come to an end: parts of uploads, incoming objects.
final class S3Leftovers {
  private final S3Bucket bucket;
  private final S3Keys keys;

  S3Leftovers(S3Bucket bucket, S3Keys keys) {
    this.bucket = bucket;
    this.keys = keys;
  }

  /// Removes what was begun before that time. What lies under other keys of the bucket is not ours.
  int remove(Instant before) {
    return S3Failures.translated(() -> removeParts(before) + removeIncoming(before));
  }

  private int removeParts(Instant before) {
    var old =
        bucket
            .client()
            .listMultipartUploadsPaginator(
                request -> request.bucket(bucket.settings().bucket()).prefix(keys.prefix()))
            .uploads()
            .stream()
            .filter(upload -> isOurs(upload) && upload.initiated().isBefore(before))
            .toList();
    old.forEach(upload -> bucket.abortParts(upload.key(), upload.uploadId()));
    return old.size();
  }

  private boolean isOurs(MultipartUpload upload) {
    return upload.key().startsWith(keys.blobs())
        || upload.key().startsWith(keys.incoming())
        || upload.key().startsWith(keys.prefix() + "quarantine/");
  }

  private int removeIncoming(Instant before) {
    var old =
        bucket
            .client()
            .listObjectsV2Paginator(
                request -> request.bucket(bucket.settings().bucket()).prefix(keys.incoming()))
            .contents()
            .stream()
            .filter(object -> object.lastModified().isBefore(before))
            .map(S3Object::key)
            .toList();
    old.forEach(bucket::delete);
    return old.size();
  }
}
