// SPDX-License-Identifier: Apache-2.0

/// The stream of events as people may read it: each caller what concerns the teams and registries
/// that it may read. May use artifact, run and what is below them; read `ReadEventsTest` first.
@NullMarked
package io.cairn.core.audit;

import org.jspecify.annotations.NullMarked;
