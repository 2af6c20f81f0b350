// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.digits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// The data set, split once and for all by row number: of five rows in a row three train, the
/// fourth is for choosing among trained networks (validation), the fifth for telling how good the
/// chosen one is (test).
///
/// Source: E. Alpaydin, C. Kaynak, 1998, DOI 10.24432/C50P49 (CC BY 4.0).
public record Digits(List<Digit> training, List<Digit> validation, List<Digit> test) {
  private static final int SPLIT = 5;

  public Digits {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /// Reads the gzipped rows; the caller closes the stream.
  ///
  /// @throws IOException if the stream can't be read, or is no gzip
  /// @throws IllegalArgumentException if a row is no digit, naming the line, or if there are too
  ///   few
  public static Digits read(InputStream gzip) throws IOException {
    var rows = new ArrayList<Digit>();
    var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(gzip), StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      rows.add(parse(line, rows.size() + 1));
    }
    return split(rows);
  }

  /// @throws IllegalArgumentException if a part would be empty
  public static Digits split(List<Digit> rows) {
    if (rows.size() < SPLIT) {
      throw new IllegalArgumentException(
          "the data set has at least %d rows, this one %d".formatted(SPLIT, rows.size()));
    }
    var training = new ArrayList<Digit>();
    var validation = new ArrayList<Digit>();
    var test = new ArrayList<Digit>();
    for (int row = 0; row < rows.size(); row++) {
      var part =
          switch (row % SPLIT) {
            case 3 -> validation;
            case 4 -> test;
            default -> training;
          };
      part.add(rows.get(row));
    }
    return new Digits(training, validation, test);
  }

  /// The same data with one training row replaced.
  public Digits withTrainingRow(int row, Digit digit) {
    var changed = new ArrayList<>(training);
    changed.set(row, digit);
    return new Digits(changed, validation, test);
  }

  private static Digit parse(String line, int lineNumber) {
    try {
      var numbers = Arrays.stream(line.split(",", -1)).map(Integer::valueOf).toList();
      return new Digit(numbers.subList(0, numbers.size() - 1), numbers.getLast());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line %d: %s".formatted(lineNumber, e.getMessage()), e);
    }
  }
}
