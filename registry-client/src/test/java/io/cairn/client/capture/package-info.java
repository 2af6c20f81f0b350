// SPDX-License-Identifier: Apache-2.0

/// Tests of the capture of programs.
@NullMarked
package io.cairn.client.capture;

import org.jspecify.annotations.NullMarked;
