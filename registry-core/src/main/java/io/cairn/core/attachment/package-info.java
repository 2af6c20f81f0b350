// SPDX-License-Identifier: Apache-2.0
/// What a face keeps beside a draft or a version, and needs to find again: bytes such as a manifest
/// of its own, facts, a mark. Knows not what it means. Read `DraftFilesTest` first.
@NullMarked
package io.cairn.core.attachment;

import org.jspecify.annotations.NullMarked;
