// SPDX-License-Identifier: Apache-2.0

/// Who calls: keys in headers become an identity; guards sit on methods. Read `SecurityIT` first.
@NullMarked
package io.cairn.api.security;

import org.jspecify.annotations.NullMarked;
