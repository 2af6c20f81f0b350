// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.name.Name;
import java.util.Optional;

/// A draft with what people ask before they give one up.
///
/// @param run path of its run, if the caller may read that
/// @param blobs how many different blobs it holds: sent to it, or found there
/// @param heldBytes their bytes
/// @param uploads how many files are on their way in parts
/// @param uploadedBytes what has come of these
public record DraftView(
    Draft draft,
    Name createdBy,
    Optional<String> run,
    long blobs,
    long heldBytes,
    long uploads,
    long uploadedBytes) {
  DraftView with(long uploadsNow, long uploadedBytesNow) {
    return new DraftView(draft, createdBy, run, blobs, heldBytes, uploadsNow, uploadedBytesNow);
  }
}
