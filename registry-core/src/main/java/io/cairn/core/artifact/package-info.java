// SPDX-License-Identifier: Apache-2.0

/// Collections, versions, where they stand (memberships: homes and links), and the aliases and tags
/// that name them. May use content, lineage, project, access and the kernel packages; what must not
/// be moved is told by [io.cairn.core.artifact.AliasGuard]. Read `ResolveReferenceTest` first.
@NullMarked
package io.cairn.core.artifact;

import org.jspecify.annotations.NullMarked;
