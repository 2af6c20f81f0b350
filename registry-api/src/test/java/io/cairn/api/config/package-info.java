// SPDX-License-Identifier: Apache-2.0

/// Tests that the settings are documented.
@NullMarked
package io.cairn.api.config;

import org.jspecify.annotations.NullMarked;
