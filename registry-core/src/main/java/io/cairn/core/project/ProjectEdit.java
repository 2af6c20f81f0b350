// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import io.cairn.core.name.Name;
import io.cairn.core.name.Prose;
import io.cairn.core.name.Title;
import java.util.Optional;

/// What to change in a project; empty members stay as they are. An inner empty title takes the
/// title away.
public record ProjectEdit(
    Optional<Name> name, Optional<Optional<Title>> title, Optional<String> description) {
  public ProjectEdit {
    description.ifPresent(text -> Prose.check("description", text));
  }
}
