// SPDX-License-Identifier: Apache-2.0

/// Letting go of many versions at once: by rules that say what a team, registry or collection
/// keeps, and by queries; and bringing them back as one. Read `KeepRulesTest` first.
@NullMarked
package io.cairn.core.keep;

import org.jspecify.annotations.NullMarked;
