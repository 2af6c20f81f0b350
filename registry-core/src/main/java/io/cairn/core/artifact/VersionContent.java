// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.content.Digest;

/// What a version is made of: a manifest and its sums.
///
/// @param sizeBytes sum of the files; references not counted
public record VersionContent(Digest manifest, long sizeBytes, long files, long references) {}
