// SPDX-License-Identifier: Apache-2.0

/// Tests of what all faces share.
@NullMarked
package io.cairn.api.http;

import org.jspecify.annotations.NullMarked;
