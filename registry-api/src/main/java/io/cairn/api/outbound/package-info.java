// SPDX-License-Identifier: Apache-2.0
/// What the server opens because somebody named it: the one place where it does. Rules S1 to S5 of
/// the security page hold here and nowhere else. Read `OutboundTest` first.
@NullMarked
package io.cairn.api.outbound;

import org.jspecify.annotations.NullMarked;
