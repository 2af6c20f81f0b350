// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.failure.Failure;
import jakarta.ws.rs.core.Response;

/// How one face says what went wrong. Each face has exactly one, found by the door as a CDI bean.
public interface FailureMapper {
  /// Whether this face answers for the path (it begins with `/`). The native face answers for all
  /// that no other face claims.
  boolean serves(String path);

  /// The answer to a failure, in the dialect of the face.
  Response answer(Failure failure, String requestId);

  /// The answer to a fault of ours. The text is fixed: the cause stays in the log.
  Response fault(String requestId);

  /// The answer to a request that HTTP itself refuses: no such route, method or media type.
  Response refused(int status, String requestId);
}
