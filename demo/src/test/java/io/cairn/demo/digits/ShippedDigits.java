// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.digits;

import java.io.IOException;
import java.util.Objects;

/// The data set that ships with the demo.
public final class ShippedDigits {
  private ShippedDigits() {}

  public static Digits read() throws IOException {
    try (var rows =
        Objects.requireNonNull(
            ShippedDigits.class.getResourceAsStream("/io/cairn/demo/data/optical-digits.csv.gz"))) {
      return Digits.read(rows);
    }
  }
}
