// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.nio.file.Path;
import java.util.Optional;

/// How a wrapped program ended.
///
/// @param exitCode the program's own; 128 + n if signal n ended it
/// @param unsent folder with what could not be sent
public record CaptureOutcome(String run, int exitCode, long lines, Optional<Path> unsent) {}
