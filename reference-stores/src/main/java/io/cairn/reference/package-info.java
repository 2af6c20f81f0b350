// SPDX-License-Identifier: Apache-2.0
/// Bytes that stay where they are: what their stores say of them, and whether that is still what
/// was recorded. Used by the command line and by the server, so it knows nothing of either; reads
/// only, and never writes. Read `RecordedTest` first.
@NullMarked
package io.cairn.reference;

import org.jspecify.annotations.NullMarked;
