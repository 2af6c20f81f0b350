// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.content.Digest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What a run is found and sorted by: a number or a text. Numbers come before texts.
///
/// A text longer than 256 bytes is cut, and has its digest behind what is left of it: so two long
/// texts are equal only if they are, and sort by how they begin. `true` and `false` are texts that
/// no text is.
public record FieldValue(OptionalDouble number, Optional<String> text)
    implements Comparable<FieldValue> {
  private static final int MAX_BYTES = 256;
  private static final int CUT_BYTES = 190;
  private static final char CUT_MARK = '\u0001';
  private static final char TRUTH_MARK = '\u0002';

  public FieldValue {
    if (number.isPresent() == text.isPresent()) {
      throw new IllegalArgumentException("a value is a number or a text");
    }
  }

  public static FieldValue of(double number) {
    // One zero: the data bases do not tell them apart.
    return new FieldValue(OptionalDouble.of(number == 0 ? 0 : number), Optional.empty());
  }

  public static FieldValue of(boolean truth) {
    return new FieldValue(OptionalDouble.empty(), Optional.of(TRUTH_MARK + String.valueOf(truth)));
  }

  public static FieldValue of(String text) {
    return new FieldValue(OptionalDouble.empty(), Optional.of(bounded(text)));
  }

  /// Of a value in JSON; empty for null, arrays, objects and numbers beyond all bounds.
  static Optional<FieldValue> ofJson(@Nullable Object value) {
    return switch (value) {
      case Long number -> Optional.of(of(number.doubleValue()));
      case Double number -> Optional.of(of(number));
      case BigInteger number ->
          Double.isFinite(number.doubleValue())
              ? Optional.of(of(number.doubleValue()))
              : Optional.empty();
      case Boolean truth -> Optional.of(of(truth));
      case String text -> Optional.of(of(text));
      case null, default -> Optional.empty();
    };
  }

  /// As it lies in a row.
  public static FieldValue stored(@Nullable Double number, byte @Nullable [] text) {
    return number != null
        ? new FieldValue(OptionalDouble.of(number), Optional.empty())
        : new FieldValue(
            OptionalDouble.empty(),
            Optional.of(new String(text == null ? new byte[0] : text, StandardCharsets.UTF_8)));
  }

  /// The form in a row; empty for a number.
  public Optional<byte[]> bytes() {
    return text.map(FieldValue::utf8);
  }

  /// Whether it is a text that people wrote: neither a number nor `true` or `false`.
  public boolean isProse() {
    return text.isPresent() && (text.get().isEmpty() || text.get().charAt(0) != TRUTH_MARK);
  }

  @Override
  public int compareTo(FieldValue other) {
    if (number.isPresent() && other.number.isPresent()) {
      return Double.compare(number.getAsDouble(), other.number.getAsDouble());
    }
    if (number.isPresent() || other.number.isPresent()) {
      return number.isPresent() ? -1 : 1;
    }
    return Arrays.compareUnsigned(utf8(text.orElseThrow()), utf8(other.text.orElseThrow()));
  }

  private static String bounded(String text) {
    var bytes = utf8(text);
    if (bytes.length <= MAX_BYTES) {
      return text;
    }
    var length = CUT_BYTES;
    while ((bytes[length] & 0xc0) == 0x80) {
      length--;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8)
        + CUT_MARK
        + Digest.hash(bytes).hex();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
