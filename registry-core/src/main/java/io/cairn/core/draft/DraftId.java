// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import java.util.UUID;

/// Identity of a draft.
public record DraftId(UUID value) {}
