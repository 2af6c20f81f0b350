// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.name.Name;
import java.util.Optional;

/// A run to begin, or to go on with.
///
/// @param name the caller's id for it; when empty, a readable one is made
/// @param parent a run of the same project
public record NewRun(Optional<Name> name, Resume resume, Optional<Name> parent, RunEdit said) {}
