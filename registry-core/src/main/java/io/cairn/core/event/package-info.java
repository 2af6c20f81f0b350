// SPDX-License-Identifier: Apache-2.0

/// What happened: one append-only stream, written in the transaction of what it tells of. Audit,
/// automations and live pages read it.
@NullMarked
package io.cairn.core.event;

import org.jspecify.annotations.NullMarked;
