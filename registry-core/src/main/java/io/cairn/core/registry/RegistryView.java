// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.access.Namespace;
import io.cairn.core.name.Name;
import java.util.List;

/// A registry and what it says of itself.
///
/// @param acceptedTypes of models that may be made in it; any if there are none
public record RegistryView(Namespace namespace, String description, List<Name> acceptedTypes) {
  public RegistryView {
    acceptedTypes = List.copyOf(acceptedTypes);
  }
}
