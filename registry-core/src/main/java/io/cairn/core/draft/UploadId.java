// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import java.util.UUID;

/// Identity of an upload in several parts.
public record UploadId(UUID value) {}
