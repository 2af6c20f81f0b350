// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.runfile;

import io.cairn.core.content.Digest;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.Name;
import java.time.Instant;

/// A file of a run as it stands.
public record RunFile(
    FilePath path, long sizeBytes, Digest digest, Instant updatedAt, Name updatedBy) {}
