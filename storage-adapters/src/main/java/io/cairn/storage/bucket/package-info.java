// SPDX-License-Identifier: Apache-2.0

/// What stores in a bucket share, whosever client they use.
@NullMarked
package io.cairn.storage.bucket;

import org.jspecify.annotations.NullMarked;
