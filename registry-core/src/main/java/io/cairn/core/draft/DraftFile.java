// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.content.Digest;
import io.cairn.core.content.Md5;
import io.cairn.core.name.FilePath;

/// A file that was sent into a draft by its path.
public record DraftFile(FilePath path, Digest digest, long sizeBytes, Md5 md5) {}
