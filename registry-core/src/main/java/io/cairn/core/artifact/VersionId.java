// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import java.util.UUID;

/// Identity of a version, wherever it is linked.
public record VersionId(UUID value) {}
