// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.wandb.place.GlobalId;

/// A tag.
public record TagNode(String id, String name) {
  static TagNode of(String name) {
    return new TagNode(GlobalId.of("Tag", name), name);
  }
}
