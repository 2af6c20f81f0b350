// SPDX-License-Identifier: Apache-2.0

/// The real command line against the real server.
@NullMarked
package io.cairn.api.commandline;

import org.jspecify.annotations.NullMarked;
