// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/// The data base that keeps the facts.
@ConfigMapping(prefix = "cairn.db")
public interface DatabaseConfig {
  /// JDBC URL, `jdbc:postgresql://host:port/name`. Default: SQLite, `facts.db` in the data folder.
  Optional<String> url();

  /// User of the data base. Default none. Only for PostgreSQL.
  Optional<String> user();

  /// Password of that user. Default none.
  Optional<String> password();

  /// Connections kept open at most (SQLite: for reading). Default 8; more only if the data base has
  /// cores for them.
  @WithDefault("8")
  @Min(1)
  @Max(500)
  int connections();
}
