// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.name.Name;
import java.util.Optional;

/// A draft with what people ask before they give one up.
///
/// @param run path of its run, if the caller may read that
/// @param blobs how many different blobs it holds: sent to it, or found there
/// @param heldBytes their bytes
public record DraftView(
    Draft draft, Name createdBy, Optional<String> run, long blobs, long heldBytes) {}
