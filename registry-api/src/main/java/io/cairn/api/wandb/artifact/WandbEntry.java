// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.wandb.graphql.LooseJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// An entry of the SDK's manifest.
///
/// @param digest of a file its MD5 in base64; of a reference what its place says of it, any text
/// @param ref where the bytes are, if not here
/// @param birth the artifact by which the bytes came, if not by this one
/// @param extra what the SDK needs to fetch a reference
record WandbEntry(
    String path,
    String digest,
    OptionalLong sizeBytes,
    Optional<String> ref,
    Optional<String> birth,
    Map<String, @Nullable Object> extra) {

  static WandbEntry of(String path, Map<?, ? extends @Nullable Object> members) {
    var extra = new LinkedHashMap<String, @Nullable Object>();
    if (members.get("extra") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> extra.put(String.valueOf(key), value));
    }
    return new WandbEntry(
        path,
        text(members, "digest").orElse(""),
        members.get("size") instanceof Number size && size.longValue() >= 0
            ? OptionalLong.of(size.longValue())
            : OptionalLong.empty(),
        text(members, "ref"),
        text(members, "birthArtifactID"),
        extra);
  }

  private static Optional<String> text(Map<?, ? extends @Nullable Object> members, String key) {
    return members.get(key) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /// `"path":{…}`, with the artifact by which a file's bytes are found from now on.
  String json(String birthArtifactId) {
    var members = new LinkedHashMap<String, @Nullable Object>();
    members.put("digest", digest);
    sizeBytes.ifPresent(size -> members.put("size", size));
    if (ref.isPresent()) {
      members.put("ref", ref.get());
    } else {
      members.put("birthArtifactID", birthArtifactId);
    }
    if (!extra.isEmpty()) {
      members.put("extra", extra);
    }
    return LooseJson.write(path) + ":" + LooseJson.write(members);
  }
}
