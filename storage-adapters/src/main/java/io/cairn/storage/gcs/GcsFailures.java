// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import com.google.cloud.BaseServiceException;
import io.cairn.core.failure.Failure;
import java.time.Duration;
import java.util.function.Supplier;

/// What Google's client throws, in the words of the house. The client has tried again by then.
final class GcsFailures {
  private GcsFailures() {}

  /// @throws Failure.Unavailable, Failure.Busy for what the client throws
  static <T> T translated(Supplier<T> call) {
    try {
      return call.get();
    } catch (BaseServiceException e) {
      throw of(e);
    }
  }

  static Failure of(BaseServiceException e) {
    return switch (e.getCode()) {
      case 429 -> new Failure.Busy("the blob store asks for fewer requests", Duration.ofSeconds(5));
      case 401 -> unavailable("it does not take the credentials of this server", e);
      case 403 -> unavailable("it denies access to this server", e);
      case 404, 410 ->
          unavailable(
              String.valueOf(e.getMessage()).contains("bucket")
                  ? "there is no such bucket"
                  : "it lost what was sent to it, or there is no such bucket",
              e);
      case 0 -> unavailable("there is no connection to it, or it broke", e);
      default -> unavailable("it answered with status " + e.getCode(), e);
    };
  }

  /// The line broke, or the client says in the cause what happened.
  static Failure broken(Exception e) {
    return e.getCause() instanceof BaseServiceException cause
        ? of(cause)
        : unavailable("there is no connection to it, or it broke", e);
  }

  static boolean isMissing(BaseServiceException e) {
    return e.getCode() == 404;
  }

  /// A conditional write found that the key is there.
  static boolean isTaken(BaseServiceException e) {
    return e.getCode() == 412;
  }

  private static Failure unavailable(String why, Exception cause) {
    return new Failure.Unavailable("the blob store (" + why + ")", cause);
  }
}
