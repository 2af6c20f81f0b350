// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import java.util.UUID;

/// Identity of a version's place in one collection: its home, or a link.
public record MembershipId(UUID value) {}
