// SPDX-License-Identifier: Apache-2.0

/// Settings, one interface a noun. Every setting is documented here and nowhere else.
@NullMarked
package io.cairn.api.config;

import org.jspecify.annotations.NullMarked;
