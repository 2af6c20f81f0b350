// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import java.util.UUID;

/// Identity of a project.
public record ProjectId(UUID value) {}
