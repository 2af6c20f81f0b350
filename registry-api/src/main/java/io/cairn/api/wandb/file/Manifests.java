// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.file;

import io.cairn.core.access.Principal;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/// The SDK's own manifests, in and out.
public interface Manifests {
  /// @param part of one of several writers; empty if it is the whole
  /// @param md5 what was promised of the bytes, in hex; empty if nothing was
  void take(Principal actor, UUID draft, String part, String md5, InputStream body)
      throws IOException;

  Response answer(Principal actor, UUID version, HttpHeaders headers);
}
