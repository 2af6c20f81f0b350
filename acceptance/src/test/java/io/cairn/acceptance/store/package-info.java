// SPDX-License-Identifier: Apache-2.0

/// The server and the command line with their bytes in a bucket.
@NullMarked
package io.cairn.acceptance.store;

import org.jspecify.annotations.NullMarked;
