// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.audit;

import io.cairn.core.access.NamespaceId;
import java.util.UUID;

/// A place in which events happen. By identity, so a reader follows it through renames.
public sealed interface EventScope {
  NamespaceId namespace();

  /// A team or registry, with all in it.
  record All(NamespaceId namespace) implements EventScope {}

  /// A project, with its collections and runs.
  record OfProject(NamespaceId namespace, UUID id) implements EventScope {}

  /// A collection, registered model or run.
  record Single(NamespaceId namespace, UUID id) implements EventScope {}
}
