// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo.safetensors;

/// The bytes are no safetensors file that this reader takes; the message names the rule.
public final class MalformedSafetensors extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  MalformedSafetensors(String rule) {
    super("not a safetensors file: " + rule);
  }

  MalformedSafetensors(String rule, Throwable cause) {
    super("not a safetensors file: " + rule, cause);
  }
}
