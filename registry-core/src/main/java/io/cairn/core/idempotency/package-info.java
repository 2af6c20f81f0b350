// SPDX-License-Identifier: Apache-2.0

/// Requests that may come twice: the first answer is kept under the caller's key and given again.
/// Read `KeyedRequestsTest` first.
@NullMarked
package io.cairn.core.idempotency;

import org.jspecify.annotations.NullMarked;
