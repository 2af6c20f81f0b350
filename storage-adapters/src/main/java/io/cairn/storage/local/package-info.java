// SPDX-License-Identifier: Apache-2.0

/// Blobs as files of a local disk, and the data folder that they lie in. Uses `core.content` only.
/// Read `LocalBlobStoreContractTest` and `LocalBlobStoreFaultTest` first.
@NullMarked
package io.cairn.storage.local;

import org.jspecify.annotations.NullMarked;
