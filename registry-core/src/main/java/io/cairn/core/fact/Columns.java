// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jspecify.annotations.Nullable;

/// How values lie in columns: `uuid` as itself (PostgreSQL) or as 16 bytes (SQLite), instants as
/// microseconds since 1970 in a `bigint`, JSON as text.
final class Columns {
  private Columns() {}

  static Jdbi register(Jdbi jdbi, Engine engine) {
    return jdbi.registerArgument(new UuidArguments(engine))
        .registerArgument(new InstantArguments())
        .registerArgument(new JsonArguments())
        .registerColumnMapper(UUID.class, (rows, column, _) -> uuid(rows, column, engine))
        .registerColumnMapper(Instant.class, (rows, column, _) -> instant(rows, column))
        .registerColumnMapper(JsonObject.class, (rows, column, _) -> json(rows, column));
  }

  private static @Nullable UUID uuid(ResultSet rows, int column, Engine engine)
      throws SQLException {
    return switch (engine) {
      case POSTGRESQL -> rows.getObject(column, UUID.class);
      case SQLITE -> {
        var bytes = rows.getBytes(column);
        if (bytes == null) {
          yield null;
        }
        var buffer = ByteBuffer.wrap(bytes);
        yield new UUID(buffer.getLong(), buffer.getLong());
      }
    };
  }

  private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
    var micros = rows.getLong(column);
    return rows.wasNull() ? null : Timeline.ofMicros(micros);
  }

  private static @Nullable JsonObject json(ResultSet rows, int column) throws SQLException {
    return Optional.ofNullable(rows.getString(column))
        .map(text -> JsonObject.parse("stored", text))
        .orElse(null);
  }

  private static final class UuidArguments extends AbstractArgumentFactory<UUID> {
    private final Engine engine;

    UuidArguments(Engine engine) {
      super(engine == Engine.SQLITE ? Types.BLOB : Types.OTHER);
      this.engine = engine;
    }

    @Override
    protected Argument build(UUID value, ConfigRegistry config) {
      return switch (engine) {
        case POSTGRESQL -> (position, statement, _) -> statement.setObject(position, value);
        case SQLITE ->
            (position, statement, _) ->
                statement.setBytes(
                    position,
                    ByteBuffer.allocate(16)
                        .putLong(value.getMostSignificantBits())
                        .putLong(value.getLeastSignificantBits())
                        .array());
      };
    }
  }

  private static final class InstantArguments extends AbstractArgumentFactory<Instant> {
    InstantArguments() {
      super(Types.BIGINT);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      return (position, statement, _) -> statement.setLong(position, Timeline.toMicros(value));
    }
  }

  private static final class JsonArguments extends AbstractArgumentFactory<JsonObject> {
    JsonArguments() {
      super(Types.VARCHAR);
    }

    @Override
    protected Argument build(JsonObject value, ConfigRegistry config) {
      return (position, statement, _) -> statement.setString(position, value.toString());
    }
  }
}
