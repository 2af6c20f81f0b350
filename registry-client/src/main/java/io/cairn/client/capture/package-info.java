// SPDX-License-Identifier: Apache-2.0

/// Runs of programs that know nothing of Cairn: wrap them, write down what they are, what they say
/// and what they use, and build such a run's tree again.
@NullMarked
package io.cairn.client.capture;

import org.jspecify.annotations.NullMarked;
