// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import java.util.UUID;

/// Identity of a collection: a project's, or a registered model.
public record CollectionId(UUID value) {}
