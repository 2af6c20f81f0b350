// SPDX-License-Identifier: Apache-2.0

/// Blobs in a bucket of S3 or of a server that speaks its protocol. Alone in the house to know
/// Amazon's SDK. The law it keeps: `io.cairn.storage.contract.BlobStoreContract`.
@NullMarked
package io.cairn.storage.s3;

import org.jspecify.annotations.NullMarked;
