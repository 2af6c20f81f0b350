// SPDX-License-Identifier: Apache-2.0

/// Learning to read handwritten digits: the data set and its split, a small network, its training
/// and its evaluation. Knows no server and no file format but the data set's. Same data, settings
/// and seed give the same weights on every machine. Read `TrainingTest` first.
@NullMarked
package io.cairn.demo.digits;

import org.jspecify.annotations.NullMarked;
