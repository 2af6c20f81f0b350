// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a call did not do what was asked: the server's refusal, damaged bytes, or no server at all.
///
/// The message is one sentence for people. Programs look at [#kind()], which is also the exit code
/// of the command line, and at the stable [#code()].
public final class CairnException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// What a caller can do about it; the number is the exit code of the command line.
  public enum Kind {
    /// A rule says no: wrong key, missing right, taken name, stale expectation, bad input.
    REFUSED(1),
    /// The call itself is not understood; nothing was sent.
    USAGE(2),
    /// Nothing of that name that the key may see.
    NOT_FOUND(3),
    /// Bytes do not hash to their digest.
    INTEGRITY(4),
    /// Not reachable, too busy or broken just now; the same call may work later.
    TRY_AGAIN(5);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /// The exit code of the command line for this kind.
    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;
  private final transient Problem problem;

  CairnException(Kind kind, String message, Problem problem, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.problem = problem;
  }

  /// A refusal that never reached a server; `code` is a stable slug.
  public static CairnException of(Kind kind, String code, String message) {
    return new CairnException(kind, message, Problem.local(code), null);
  }

  /// As [#of(Kind, String, String)], keeping what caused it.
  public static CairnException of(Kind kind, String code, String message, Throwable cause) {
    return new CairnException(kind, message, Problem.local(code), cause);
  }

  /// The call was not understood: nothing was sent.
  public static CairnException usage(String message) {
    return of(Kind.USAGE, "usage", message);
  }

  /// A file or folder on this machine could not be read or written.
  public static CairnException of(IOException trouble) {
    return of(Kind.REFUSED, "folder.io", trouble(trouble), trouble);
  }

  /// What Java leaves to the type of its exception, as a sentence.
  private static String trouble(IOException trouble) {
    if (trouble instanceof FileSystemException at && at.getFile() != null) {
      var name = "'" + at.getFile() + "'";
      return switch (at) {
        case NoSuchFileException _ -> "there is no file or folder " + name;
        case AccessDeniedException _ -> name + " may not be read or written by this user";
        case FileAlreadyExistsException _ -> name + " is there already, and is no folder";
        case NotDirectoryException _ -> name + " is no folder";
        default ->
            "reading or writing "
                + name
                + " failed"
                + (at.getReason() == null ? "" : ": " + at.getReason());
      };
    }
    return "reading or writing a file failed: " + trouble.getMessage();
  }

  public Kind kind() {
    return kind;
  }

  /// 0 ok, 1 refused, 2 usage, 3 not found, 4 integrity, 5 try again.
  public int exitCode() {
    return kind.exitCode();
  }

  /// HTTP status, or 0 if no answer came.
  public int status() {
    return problem.status();
  }

  /// Stable slug, for example `alias.protected`.
  public String code() {
    return problem.code();
  }

  /// The field of the request that the server refused.
  public Optional<String> field() {
    return Optional.ofNullable(problem.field());
  }

  /// The rule that the field broke.
  public Optional<String> rule() {
    return Optional.ofNullable(problem.rule());
  }

  /// The present value where an expectation was stale, for example `v4`.
  public Optional<String> actual() {
    return Optional.ofNullable(problem.actual());
  }

  /// Number of the request in the server's log.
  public Optional<String> requestId() {
    return Optional.ofNullable(problem.requestId());
  }

  /// Digests that a commit still lacks; at most 100.
  public List<String> missing() {
    return problem.missing();
  }

  /// What happened, for people; never null.
  public String text() {
    var message = getMessage();
    return message == null ? code() : message;
  }
}
