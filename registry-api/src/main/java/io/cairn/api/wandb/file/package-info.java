// SPDX-License-Identifier: Apache-2.0
/// Bytes in and out by URLs that carry their own right. Read `SignedUrlTest` first.
@NullMarked
package io.cairn.api.wandb.file;

import org.jspecify.annotations.NullMarked;
