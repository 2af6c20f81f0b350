// SPDX-License-Identifier: Apache-2.0

/// A whole installation as files, and back: which tables and columns are facts that travel, reading
/// them in one snapshot, checking and writing them in one transaction. It knows every table by name
/// and no noun's rules beyond grammar; read `ExportImportTest` and `FactTablesTest` first.
@NullMarked
package io.cairn.core.export;

import org.jspecify.annotations.NullMarked;
