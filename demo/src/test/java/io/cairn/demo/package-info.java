// SPDX-License-Identifier: Apache-2.0

/// Tests of the story's parts; the whole story runs as `./cairn demo`.
@NullMarked
package io.cairn.demo;

import org.jspecify.annotations.NullMarked;
