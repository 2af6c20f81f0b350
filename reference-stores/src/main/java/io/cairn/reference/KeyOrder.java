// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/// The order in which stores list keys and manifests have paths: by the bytes of the UTF-8.
public final class KeyOrder {
  public static final Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  private KeyOrder() {}
}
