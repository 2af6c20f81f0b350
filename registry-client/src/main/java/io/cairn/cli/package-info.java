// SPDX-License-Identifier: Apache-2.0

/// The `cairn` command line: one class a command or group, over the client library. Begin at
/// [io.cairn.cli.Main]; the only place that prints.
@NullMarked
package io.cairn.cli;

import org.jspecify.annotations.NullMarked;
