// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.content.Digest;
import io.cairn.core.json.JsonRow;
import io.cairn.core.name.Prose;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/// What a column holds: how it is said in a line of a file, and how it is kept. Both ways are the
/// same for all data bases.
enum ColumnType {
  /// A UUID, as its 36 characters.
  ID(UUID.class) {
    @Override
    Object parse(String json) {
      var id = UUID.fromString(json);
      return require(id.toString().equals(json), id);
    }
  },
  /// A whole number.
  NUMBER(Long.class) {
    @Override
    Object parse(Object json) {
      return require(json instanceof Long, json);
    }

    @Override
    Object told(Object kept) {
      return kept;
    }
  },
  /// A number with a fraction.
  REAL(Double.class) {
    @Override
    Object parse(Object json) {
      require(json instanceof Double || json instanceof Long, json);
      return ((Number) json).doubleValue();
    }

    @Override
    Object told(Object kept) {
      return kept;
    }
  },
  /// True or false.
  FLAG(Boolean.class) {
    @Override
    Object parse(Object json) {
      return require(json instanceof Boolean, json);
    }

    @Override
    Object told(Object kept) {
      return kept;
    }
  },
  /// An instant in UTC with up to six digits of a second, as `2026-10-01T12:00:00.123456Z`.
  TIME(Instant.class) {
    @Override
    Object parse(String json) {
      var instant = Instant.parse(json);
      var isExact = instant.equals(instant.truncatedTo(ChronoUnit.MICROS));
      return require(isExact && instant.toString().equals(json), instant);
    }
  },
  /// Text.
  TEXT(String.class) {
    @Override
    Object parse(String json) {
      Prose.check("text", json);
      return json;
    }
  },
  /// Text that is kept as its UTF-8 bytes.
  UTF8(byte[].class) {
    @Override
    Object parse(String json) {
      Prose.check("text", json);
      return json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    Object told(Object kept) {
      return new String((byte[]) kept, StandardCharsets.UTF_8);
    }
  },
  /// A JSON object, kept as its text.
  JSON(String.class) {
    @Override
    Object parse(Object json) {
      require(json instanceof Map, json);
      return JsonRow.write(object(json));
    }

    @Override
    Object told(Object kept) {
      return JsonRow.parse("stored", kept.toString());
    }
  },
  /// A SHA-256, as `sha256:` and 64 hex digits.
  DIGEST(byte[].class) {
    @Override
    Object parse(String json) {
      var digest = Digest.parse(json);
      return require(digest.toString().equals(json), digest.bytes());
    }

    @Override
    Object told(Object kept) {
      return Digest.ofBytes((byte[]) kept).toString();
    }
  },
  /// Bytes, in base64.
  BYTES(byte[].class) {
    @Override
    Object parse(String json) {
      return Base64.getDecoder().decode(json);
    }

    @Override
    Object told(Object kept) {
      return Base64.getEncoder().encodeToString((byte[]) kept);
    }
  };

  private final Class<?> kept;

  ColumnType(Class<?> kept) {
    this.kept = kept;
  }

  /// The Java type for the data base.
  Class<?> kept() {
    return kept;
  }

  /// The value for a line.
  @Nullable Object read(RowView row, String column) {
    var value = row.getColumn(column, kept);
    return value == null ? null : told(value);
  }

  /// The value for the data base.
  ///
  /// @throws IllegalArgumentException or Failure.Invalid if it is no such value
  Object value(Object json) {
    try {
      return parse(json);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  Object parse(Object json) {
    if (json instanceof String text) {
      return parse(text);
    }
    throw new IllegalArgumentException("no text");
  }

  Object parse(String json) {
    throw new IllegalArgumentException("'" + json + "' is text");
  }

  Object told(Object value) {
    return value.toString();
  }

  private static Object require(boolean isRight, Object value) {
    if (!isRight) {
      throw new IllegalArgumentException(String.valueOf(value));
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> object(Object json) {
    return (Map<String, @Nullable Object>) json;
  }
}
