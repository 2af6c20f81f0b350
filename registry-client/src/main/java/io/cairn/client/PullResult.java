// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.nio.file.Path;
import java.util.List;

/// What a pull did.
///
/// @param movedFiles files that came over the line; others were there already
/// @param movedBytes bytes of files that came over the line
/// @param references paths of references that were not fetched: their bytes stay where they are
public record PullResult(
    Version version, Path folder, long movedFiles, long movedBytes, List<String> references) {}
