// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.time.Instant;
import java.util.Optional;

/// A project of a team.
///
/// @param revision grows with each edit; an edit may name the one that it expects
public record Project(
    ProjectId id,
    NamespaceId team,
    Name teamName,
    Name name,
    Optional<Title> title,
    String description,
    long revision,
    Instant createdAt) {
  /// `team/project`
  public String path() {
    return teamName + "/" + name;
  }
}
