// SPDX-License-Identifier: Apache-2.0

/// The native face: REST under `/api/v1`, problem+json, cursors.
@NullMarked
package io.cairn.api.rest;

import org.jspecify.annotations.NullMarked;
