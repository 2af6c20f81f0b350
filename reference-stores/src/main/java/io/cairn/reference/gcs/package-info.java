// SPDX-License-Identifier: Apache-2.0
/// Objects of Google Cloud Storage. Only this package knows its client.
@NullMarked
package io.cairn.reference.gcs;

import org.jspecify.annotations.NullMarked;
