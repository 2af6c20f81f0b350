// SPDX-License-Identifier: Apache-2.0

/// Weights in files that other programs read: a writer and a strict reader of the safetensors
/// format. Read `SafetensorsTest` first.
@NullMarked
package io.cairn.demo.safetensors;

import org.jspecify.annotations.NullMarked;
