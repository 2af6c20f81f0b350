// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import io.cairn.core.failure.Failure;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/// What the SDK throws, in the words of the house. The SDK has tried again by then, as often and as
/// late as is worth it.
final class S3Failures {
  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private S3Failures() {}

  /// @throws Failure.Unavailable, Failure.Busy for what the SDK throws
  static <T> T translated(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw of(e);
    }
  }

  static Failure of(SdkException e) {
    if (e instanceof AbortedException) {
      Thread.currentThread().interrupt();
      return new Failure.Unavailable("the blob store (the request was interrupted)", e);
    }
    if (e instanceof AwsServiceException answer) {
      return ofAnswer(answer);
    }
    var isLocal = String.valueOf(e.getMessage()).contains("credentials");
    return new Failure.Unavailable(
        isLocal
            ? "the blob store (this server found no credentials for it)"
            : "the blob store (there is no connection to it, or it broke)",
        e);
  }

  static boolean isMissing(AwsServiceException e) {
    return e.statusCode() == NOT_FOUND && !code(e).equals("NoSuchBucket");
  }

  /// A refusal of which only the status is known.
  static boolean isWordless(AwsServiceException e) {
    return code(e).isEmpty() && e.statusCode() < 500;
  }

  /// A conditional write found that the key is there.
  static boolean isTaken(AwsServiceException e) {
    return e.statusCode() == PRECONDITION_FAILED;
  }

  static boolean isBehindEnd(AwsServiceException e) {
    return e.statusCode() == RANGE_NOT_SATISFIABLE;
  }

  private static Failure ofAnswer(AwsServiceException e) {
    return switch (code(e)) {
      case "SlowDown", "RequestLimitExceeded", "TooManyRequests", "Throttling" ->
          new Failure.Busy("the blob store asks for fewer requests", Duration.ofSeconds(5));
      case "NoSuchBucket" -> unavailable("there is no such bucket", e);
      case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" ->
          unavailable("the credentials for it have expired", e);
      case "RequestTimeTooSkewed" -> unavailable("its clock and this server's differ too much", e);
      case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken" ->
          unavailable("it does not take the credentials of this server", e);
      case "AccessDenied", "Forbidden" -> unavailable("it denies access to this server", e);
      case "BadDigest",
          "XAmzContentChecksumMismatch",
          "InvalidDigest",
          "XAmzContentSHA256Mismatch" ->
          unavailable("bytes were damaged on the way to it", e);
      case "KMS.DisabledException", "KMS.NotFoundException", "KMS.KMSInvalidStateException" ->
          unavailable("its encryption key cannot be used", e);
      default -> ofStatus(e);
    };
  }

  private static Failure ofStatus(AwsServiceException e) {
    return switch (e.statusCode()) {
      case 429 -> new Failure.Busy("the blob store asks for fewer requests", Duration.ofSeconds(5));
      case 401, 403 -> unavailable("it denies access to this server", e);
      default ->
          String.valueOf(e.getMessage()).contains("x-amz-checksum-")
              ? unavailable("bytes were damaged on the way to it", e)
              : unavailable("it answered with status " + e.statusCode(), e);
    };
  }

  private static Failure unavailable(String why, AwsServiceException e) {
    return new Failure.Unavailable("the blob store (" + why + ")", e);
  }

  private static String code(AwsServiceException e) {
    var details = e.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }
}
