// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import io.cairn.core.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Arguments of a field, or members of an input object. The schema has checked their types. The SDK
/// sends null for what it leaves alone: null and absent are one.
public final class Arguments {
  private final Map<?, ? extends @Nullable Object> members;

  public Arguments(Map<?, ? extends @Nullable Object> members) {
    this.members = members;
  }

  public boolean has(String key) {
    return members.get(key) != null;
  }

  public Optional<String> text(String key) {
    return Optional.ofNullable(members.get(key)).map(Object::toString);
  }

  /// As [#text], of one that must be there and say something.
  ///
  /// @throws Failure.Invalid naming the key
  public String needed(String key) {
    return text(key)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new Failure.Invalid(key, key + ".required", key + " is required"));
  }

  public Optional<Long> number(String key) {
    return members.get(key) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  public boolean isTrue(String key) {
    return Boolean.TRUE.equals(members.get(key));
  }

  /// Empty if it is not there; nulls in the list are left out.
  public List<String> texts(String key) {
    return list(key).stream().map(Object::toString).toList();
  }

  public Arguments object(String key) {
    return members.get(key) instanceof Map<?, ?> map ? new Arguments(map) : new Arguments(Map.of());
  }

  public List<Arguments> objects(String key) {
    return list(key).stream()
        .filter(Map.class::isInstance)
        .map(item -> new Arguments((Map<?, ?>) item))
        .toList();
  }

  private List<Object> list(String key) {
    return members.get(key) instanceof List<?> list
        ? list.stream().filter(item -> item != null).map(Object.class::cast).toList()
        : List.of();
  }
}
