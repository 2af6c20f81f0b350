// SPDX-License-Identifier: Apache-2.0

/// Files that belong to a run and to no version: logs, plots, lock files, patches. They are kept as
/// long as the run is, may be replaced, and share the store of all other bytes. May use run,
/// content and the kernel packages. Read `RunFilesTest` first.
@NullMarked
package io.cairn.core.runfile;

import org.jspecify.annotations.NullMarked;
