// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/// A key that came in a header, to be turned into an identity.
final class KeyRequest extends BaseAuthenticationRequest {
  private final String key;

  KeyRequest(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }
}
