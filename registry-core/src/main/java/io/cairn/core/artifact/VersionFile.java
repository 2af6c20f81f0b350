// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.content.Digest;

/// Bytes of a version that somebody may read, and the name to save them under.
public record VersionFile(Digest digest, long sizeBytes, String name) {}
