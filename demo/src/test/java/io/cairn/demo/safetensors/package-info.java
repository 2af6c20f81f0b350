// SPDX-License-Identifier: Apache-2.0

/// Tests of the weights' file format.
@NullMarked
package io.cairn.demo.safetensors;

import org.jspecify.annotations.NullMarked;
