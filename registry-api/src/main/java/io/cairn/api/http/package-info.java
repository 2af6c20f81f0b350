// SPDX-License-Identifier: Apache-2.0

/// What all faces share of HTTP: failures at the door, request ids, pages, headers.
@NullMarked
package io.cairn.api.http;

import org.jspecify.annotations.NullMarked;
