// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.failure;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A refusal or a fault that a caller must be told of.
///
/// The kinds are few and closed, so each face answers them in one exhaustive `switch`; the `code`
/// is a stable slug (`alias.protected`) that programs may rely on; the message says what was asked,
/// which rule spoke and what to do. Messages never carry stack traces, paths of the server, SQL, or
/// the existence of what the caller may not see.
public abstract sealed class Failure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String code;

  private Failure(String code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /// Stable slug of what happened, for example `alias.protected`.
  public final String code() {
    return code;
  }

  /// What happened, in a sentence for people. Never null, unlike [#getMessage()].
  public final String text() {
    var message = getMessage();
    return message == null ? code : message;
  }

  /// The input breaks a rule: names the field and the rule (HTTP 400).
  public static final class Invalid extends Failure {
    @Serial private static final long serialVersionUID = 1L;
    private final String field;
    private final String rule;

    public Invalid(String field, String rule, String message) {
      super("invalid." + field, message, null);
      this.field = field;
      this.rule = rule;
    }

    public String field() {
      return field;
    }

    public String rule() {
      return rule;
    }
  }

  /// Nothing of that name, or nothing that the caller may see (HTTP 404).
  public static final class NotFound extends Failure {
    @Serial private static final long serialVersionUID = 1L;

    public NotFound(String what) {
      super("not-found", what + " was not found", null);
    }
  }

  /// No valid credential came with the request (HTTP 401).
  public static final class Unauthenticated extends Failure {
    @Serial private static final long serialVersionUID = 1L;

    public Unauthenticated(String message) {
      super("unauthenticated", message, null);
    }
  }

  /// The caller may see it but not do this; `code` names the rule, such as `alias.protected` (HTTP
  /// 403).
  public static final class Forbidden extends Failure {
    @Serial private static final long serialVersionUID = 1L;

    public Forbidden(String rule, String message) {
      super(rule, message, null);
    }
  }

  /// The present state does not allow it (HTTP 409): a taken name, a stale expectation in a body, a
  /// draft that was already committed.
  public static final class Conflict extends Failure {
    @Serial private static final long serialVersionUID = 1L;
    private final @Nullable String actual;
    private final transient List<String> missing;

    public Conflict(String code, String message) {
      this(code, message, (String) null);
    }

    /// `actual` is the present holder or value, so that the caller can decide anew.
    public Conflict(String code, String message, @Nullable String actual) {
      super(code, message, null);
      this.actual = actual;
      this.missing = List.of();
    }

    /// `missing` are the first digests that a commit lacks.
    public Conflict(String code, String message, List<String> missing) {
      super(code, message, null);
      this.actual = null;
      this.missing = List.copyOf(missing);
    }

    public List<String> missing() {
      return missing;
    }

    public @Nullable String actual() {
      return actual;
    }
  }

  /// A precondition in a header is stale (HTTP 412, RFC 9110 §13).
  public static final class PreconditionFailed extends Failure {
    @Serial private static final long serialVersionUID = 1L;
    private final @Nullable String actual;

    public PreconditionFailed(String code, String message, @Nullable String actual) {
      super(code, message, null);
      this.actual = actual;
    }

    public @Nullable String actual() {
      return actual;
    }
  }

  /// It was here and was taken away for good, or for now (HTTP 410).
  public static final class Gone extends Failure {
    @Serial private static final long serialVersionUID = 1L;

    public Gone(String code, String message) {
      super(code, message, null);
    }
  }

  /// More than the limit allows; `limit` is in the unit that the message names (HTTP 413).
  public static final class TooLarge extends Failure {
    @Serial private static final long serialVersionUID = 1L;
    private final String field;
    private final long limit;

    public TooLarge(String field, long limit, String message) {
      super("too-large." + field, message, null);
      this.field = field;
      this.limit = limit;
    }

    public String field() {
      return field;
    }

    public long limit() {
      return limit;
    }
  }

  /// The client promised other bytes than it sent (HTTP 422). Nothing was kept.
  public static final class DigestMismatch extends Failure {
    @Serial private static final long serialVersionUID = 1L;
    private final String expected;
    private final String actual;

    public DigestMismatch(String expected, String actual) {
      super(
          "digest.mismatch",
          "the bytes sent hash to " + actual + ", not to " + expected + "; nothing was kept",
          null);
      this.expected = expected;
      this.actual = actual;
    }

    public String expected() {
      return expected;
    }

    public String actual() {
      return actual;
    }
  }

  /// Stored bytes no longer hash to their name: our disk's fault, never the client's (HTTP 500).
  public static final class Corrupt extends Failure {
    @Serial private static final long serialVersionUID = 1L;
    private final String digest;

    public Corrupt(String digest) {
      super("blob.corrupt", "stored bytes of " + digest + " are damaged and are not served", null);
      this.digest = digest;
    }

    public String digest() {
      return digest;
    }
  }

  /// Too much at once; try again after the time given (HTTP 429).
  public static final class Busy extends Failure {
    @Serial private static final long serialVersionUID = 1L;
    private final Duration retryAfter;

    public Busy(String message, Duration retryAfter) {
      super("busy", message, null);
      this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /// Something that Cairn depends on does not work now: data base, disk, object store (HTTP 503).
  public static sealed class Unavailable extends Failure permits NotStored {
    @Serial private static final long serialVersionUID = 1L;

    public Unavailable(String what, @Nullable Throwable cause) {
      super("unavailable", what + " is not available now; try again", cause);
    }

    private Unavailable(String code, String message, @Nullable Throwable cause) {
      super(code, message, cause);
    }
  }

  /// The disk below the bytes or the facts takes no writes now (HTTP 507 if it is full, else 503);
  /// `code` names the rule. Reading goes on, and writing goes on by itself once the fault has
  /// ended. No bytes are kept; whether a change of facts took effect is not known.
  public static final class NotStored extends Unavailable {
    @Serial private static final long serialVersionUID = 1L;
    private static final String FULL = "storage.full";

    private NotStored(String code, String message, @Nullable Throwable cause) {
      super(code, message, cause);
    }

    public boolean isFull() {
      return code().equals(FULL);
    }

    /// There is no space left.
    public static NotStored full(String what, @Nullable Throwable cause) {
      return new NotStored(
          FULL,
          what
              + " has no space left on the server's disk; send this again (with the same"
              + " Idempotency-Key, if it had one) when there is some",
          cause);
    }

    /// Writing is off: the file system forbids it, or a fault left doubt about the disk.
    public static NotStored readOnly(String what, @Nullable Throwable cause) {
      return new NotStored(
          "storage.read-only",
          what
              + " is read-only until the server's disk is found well, which is tried again and"
              + " again; send this again later (with the same Idempotency-Key, if it had one)",
          cause);
    }

    /// The disk said no, for any other reason.
    public static NotStored fault(String what, @Nullable Throwable cause) {
      return new NotStored(
          "storage.fault",
          what
              + " could not be written to the server's disk; send this again (with the same"
              + " Idempotency-Key, if it had one)",
          cause);
    }
  }
}
