// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference.s3;

import io.cairn.reference.StoreException;
import io.cairn.reference.StoreException.Why;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// What the SDK throws, in words of one's own. The SDK has tried again by then.
final class S3Answers {
  private S3Answers() {}

  static <T> T translated(String what, Supplier<T> call) throws StoreException {
    try {
      return call.get();
    } catch (SdkException e) {
      throw of(what, e);
    }
  }

  /// There is no such object, or no such version of it.
  static boolean isMissing(AwsServiceException e, boolean isVersion) {
    return switch (e.statusCode()) {
      case 404 -> !code(e).equals("NoSuchBucket");
      // Versions that are no more than a mark that something was deleted; ids of another form.
      case 405 -> true;
      case 400 -> isVersion;
      default -> false;
    };
  }

  static StoreException of(String what, SdkException e) {
    return switch (e) {
      case AbortedException _ -> {
        Thread.currentThread().interrupt();
        yield new StoreException(Why.AWAY, "looking at " + what + " was interrupted", e);
      }
      case AwsServiceException answer -> ofAnswer(what, answer);
      case SdkClientException client when isAboutCredentials(client) ->
          new StoreException(
              Why.DENIED,
              "no credentials for "
                  + what
                  + " were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
              e);
      default ->
          new StoreException(
              Why.AWAY, "the store of " + what + " does not answer, or the line broke", e);
    };
  }

  private static StoreException ofAnswer(String what, AwsServiceException e) {
    var code = code(e);
    return switch (e.statusCode()) {
      case 412 -> new StoreException(Why.CHANGED, what + " was changed", e);
      case 401, 403 ->
          new StoreException(
              Why.DENIED,
              "the store denies " + what + (code.isEmpty() ? "" : " (" + code + ")"),
              e);
      case 404 -> new StoreException(Why.DENIED, "there is no bucket for " + what, e);
      case 400, 405, 501 ->
          new StoreException(
              Why.DENIED,
              "the store refuses to show "
                  + what
                  + " ("
                  + (code.isEmpty() ? e.statusCode() : code)
                  + ")",
              e);
      default ->
          new StoreException(
              Why.AWAY, "the store of " + what + " answers with status " + e.statusCode(), e);
    };
  }

  private static boolean isAboutCredentials(SdkClientException e) {
    return String.valueOf(e.getMessage()).contains("credentials");
  }

  private static String code(AwsServiceException e) {
    var details = e.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }
}
