// SPDX-License-Identifier: Apache-2.0

/// JSON that people attach to things (config, metadata, event data), checked and canonical. Knows
/// nothing of what it describes.
@NullMarked
package io.cairn.core.json;

import org.jspecify.annotations.NullMarked;
