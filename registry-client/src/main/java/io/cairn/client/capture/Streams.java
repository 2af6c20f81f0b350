// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.io.OutputStream;
import java.util.function.Consumer;

/// Where a wrapped program's output goes on to, and our own remarks.
///
/// @param isProcess these are this process's own: the program may have them directly
public record Streams(
    OutputStream out, OutputStream err, boolean isProcess, Consumer<String> remarks) {}
