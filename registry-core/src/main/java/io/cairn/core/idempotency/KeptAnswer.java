// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.idempotency;

import java.util.Optional;

/// The final answer to a request, as it is given again.
///
/// @param status of HTTP
/// @param body JSON text; empty if the answer had none
public record KeptAnswer(
    int status, Optional<String> contentType, Optional<String> etag, Optional<String> body) {}
