// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

/// The URI that a problem has for a type. Where a standard names one, that; else the `code` tells.
final class ProblemType {
  private static final String REGISTERED = "https://iana.org/assignments/http-problem-types#";

  private ProblemType() {}

  static String of(String code) {
    return switch (code) {
      case "upload.offset" -> REGISTERED + "mismatching-upload-offset";
      case "upload.completed" -> REGISTERED + "completed-upload";
      case "upload.length" -> REGISTERED + "inconsistent-upload-length";
      default -> "about:blank";
    };
  }
}
