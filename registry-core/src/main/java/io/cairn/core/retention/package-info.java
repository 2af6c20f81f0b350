// SPDX-License-Identifier: Apache-2.0

/// Keeping bytes right, and letting go of what nothing needs: scrubbing and collection of garbage,
/// as jobs that go on over restarts. Read `ScrubTest` first.
@NullMarked
package io.cairn.core.retention;

import org.jspecify.annotations.NullMarked;
