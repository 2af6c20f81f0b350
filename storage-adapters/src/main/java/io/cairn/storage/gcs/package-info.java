// SPDX-License-Identifier: Apache-2.0

/// Blobs in a bucket of Google Cloud Storage. Alone in the house to know Google's client. The law
/// it keeps: `io.cairn.storage.contract.BlobStoreContract`.
@NullMarked
package io.cairn.storage.gcs;

import org.jspecify.annotations.NullMarked;
