// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

/// Where the data base is. `url` begins with `jdbc:sqlite:` or `jdbc:postgresql:`; `user` and
/// `password` may be empty; `connections` is the size of the pool (for SQLite: of readers).
public record FactsSettings(String url, String user, String password, int connections) {
  /// Enough for a small machine: data-base work is short and the cores are few.
  public static final int DEFAULT_CONNECTIONS = 8;

  public FactsSettings {
    if (connections < 1) {
      throw new IllegalArgumentException("connections must be at least 1");
    }
  }

  @Override
  public String toString() {
    return "FactsSettings[url=" + url + "]";
  }
}
