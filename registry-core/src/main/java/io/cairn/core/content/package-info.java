// SPDX-License-Identifier: Apache-2.0

/// Bytes named by their SHA-256 and the manifests that list them: digests, the manifest format, and
/// the port behind which blobs lie. Knows no version, run or user. Read `ManifestWriterTest` and
/// the contract suite in `io.cairn.storage.contract` first.
@NullMarked
package io.cairn.core.content;

import org.jspecify.annotations.NullMarked;
