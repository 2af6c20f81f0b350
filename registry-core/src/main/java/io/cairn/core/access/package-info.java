// SPDX-License-Identifier: Apache-2.0

/// Who may do what: users, API keys, teams and registries with their members, and the one question
/// that every use case asks first ([io.cairn.core.access.Access#require]). May use the kernel
/// packages; read `PermissionMatrixTest` first.
@NullMarked
package io.cairn.core.access;

import org.jspecify.annotations.NullMarked;
