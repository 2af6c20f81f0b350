// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import java.util.UUID;

/// Identity of an API key; it tells nothing of the key itself.
public record KeyId(UUID value) {}
