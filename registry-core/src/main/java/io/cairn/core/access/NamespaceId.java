// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import java.util.UUID;

/// Identity of a team or registry.
public record NamespaceId(UUID value) {}
