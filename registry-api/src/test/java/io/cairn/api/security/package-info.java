// SPDX-License-Identifier: Apache-2.0

/// Tests of who gets in.
@NullMarked
package io.cairn.api.security;

import org.jspecify.annotations.NullMarked;
