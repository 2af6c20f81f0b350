// SPDX-License-Identifier: Apache-2.0

/// Puts use cases, repositories and stores together; the only package that names adapters.
@NullMarked
package io.cairn.api.wiring;

import org.jspecify.annotations.NullMarked;
