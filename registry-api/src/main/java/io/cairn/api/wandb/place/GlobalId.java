// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.place;

import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/// Ids as the SDK wants them: base64 of `Kind:text`. It takes those of artifacts and of projects
/// apart itself.
public final class GlobalId {
  private GlobalId() {}

  public static String of(String kind, Object text) {
    return Base64.getEncoder().encodeToString((kind + ":" + text).getBytes(StandardCharsets.UTF_8));
  }

  /// As [#of], where the client insists on a number behind the kind: the bytes of the name as one.
  public static String ofNumber(String kind, Name name) {
    return of(kind, new BigInteger(1, name.text().getBytes(StandardCharsets.UTF_8)));
  }

  /// The name behind an id that [#ofNumber] made.
  ///
  /// @throws Failure.NotFound if it is none of that kind
  public static Name name(String kind, String id) {
    var number = require(kind, id);
    if (!number.matches("[0-9]{1,1500}")) {
      throw new Failure.NotFound("the id '" + shown(id) + "'");
    }
    try {
      return new Name(new String(new BigInteger(number).toByteArray(), StandardCharsets.UTF_8));
    } catch (Failure.Invalid _) {
      throw new Failure.NotFound("the id '" + shown(id) + "'");
    }
  }

  /// What stands behind the kind; empty if it is no id of that kind.
  public static Optional<String> read(String kind, String id) {
    try {
      var text = new String(Base64.getDecoder().decode(id), StandardCharsets.UTF_8);
      return text.startsWith(kind + ":")
          ? Optional.of(text.substring(kind.length() + 1))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// As [#read], of one that must be there.
  ///
  /// @throws Failure.NotFound if it is none of that kind
  public static String require(String kind, String id) {
    return read(kind, id).orElseThrow(() -> new Failure.NotFound("the id '" + shown(id) + "'"));
  }

  /// As [#require], of a kind whose ids are UUIDs.
  public static UUID uuid(String kind, String id) {
    try {
      return UUID.fromString(require(kind, id));
    } catch (IllegalArgumentException _) {
      throw new Failure.NotFound("the id '" + shown(id) + "'");
    }
  }

  private static String shown(String id) {
    return id.substring(0, Math.min(id.length(), 100)).replaceAll("[^A-Za-z0-9+/=_-]", "?");
  }
}
