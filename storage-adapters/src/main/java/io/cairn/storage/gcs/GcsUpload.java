// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import com.google.cloud.WriteChannel;
import io.cairn.core.content.BlobIntake;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.failure.Failure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One body on its way into the bucket. A small one is written at once when its digest is known to
/// be right; a large one by a resumable upload to an incoming key, and from there by a copy within
/// the store. An upload that is not finished leaves nothing that anybody could see.
final class GcsUpload implements BlobIntake.Sink, AutoCloseable {
  private static final int SMALL_BYTES = 1 << 20;

  private final GcsBucket bucket;
  private final String target;
  private final CRC32C crc32c = new CRC32C();
  private final String incoming;
  private byte[] small = new byte[8 << 10];
  private int count;
  private @Nullable WriteChannel channel;
  private boolean isWritten;

  /// @param target in front of the digest's hex
  GcsUpload(GcsBucket bucket, String target, String incoming) {
    this.bucket = bucket;
    this.target = target;
    this.incoming = incoming;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) {
    crc32c.update(buffer, offset, length);
    if (channel == null && count + length <= SMALL_BYTES) {
      if (count + length > small.length) {
        small = Arrays.copyOf(small, Math.min(SMALL_BYTES, (count + length) * 2));
      }
      System.arraycopy(buffer, offset, small, count, length);
      count += length;
      return;
    }
    var to = channel;
    if (to == null) {
      to = bucket.write(incoming);
      channel = to;
      send(to, ByteBuffer.wrap(small, 0, count));
      small = new byte[0];
    }
    send(to, ByteBuffer.wrap(buffer, offset, length));
  }

  private void send(WriteChannel channel, ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      bucket.sending(bucket.settings().partBytes(), () -> channel.write(bytes));
    }
  }

  /// All bytes came, and hash to `stored`'s digest: makes them a blob.
  void finish(StoredBlob stored) {
    var key = target + stored.digest().hex();
    var to = channel;
    if (to == null) {
      bucket.put(key, small, count);
      return;
    }
    bucket.sending(
        bucket.settings().partBytes(),
        () -> {
          to.close();
          return key;
        });
    isWritten = true;
    var written =
        bucket
            .head(incoming)
            .orElseThrow(() -> new Failure.Unavailable("the blob store (it lost bytes)", null));
    if (written.getSize() != stored.sizeBytes() || !sum().equals(written.getCrc32c())) {
      throw new Failure.Unavailable("the blob store (bytes were damaged on the way to it)", null);
    }
    bucket.copy(written, key);
  }

  /// As the store spells it.
  private String sum() {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) crc32c.getValue()).array());
  }

  /// A channel that is not closed makes no object; the store forgets it after a week.
  @Override
  public void close() {
    if (isWritten) {
      bucket.delete(incoming);
    }
  }
}
