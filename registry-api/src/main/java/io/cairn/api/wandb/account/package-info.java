// SPDX-License-Identifier: Apache-2.0
/// Who asks, the teams, and the organisation that the installation is.
@NullMarked
package io.cairn.api.wandb.account;

import org.jspecify.annotations.NullMarked;
