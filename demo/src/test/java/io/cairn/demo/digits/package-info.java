// SPDX-License-Identifier: Apache-2.0

/// Tests of data set, network and training.
@NullMarked
package io.cairn.demo.digits;

import org.jspecify.annotations.NullMarked;
