// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.series;

import io.cairn.core.failure.Failure;

/// How few points stand for many.
public enum SampleMethod {
  /// The lowest and the highest point of each stretch: no spike is lost.
  MINMAX,
  /// Largest triangle three buckets: what looks most like the whole line (Steinarsson,
  /// *Downsampling Time Series for Visual Representation*, University of Iceland, 2013).
  LTTB;

  /// @throws Failure.Invalid naming `method` if the text is no such word
  public static SampleMethod of(String text) {
    return switch (text) {
      case "minmax" -> MINMAX;
      case "lttb" -> LTTB;
      default ->
          throw new Failure.Invalid("method", "sample.method", "method must be minmax or lttb");
    };
  }
}
