// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import java.util.UUID;

/// Identity of a user: a person or a service account.
public record UserId(UUID value) {}
