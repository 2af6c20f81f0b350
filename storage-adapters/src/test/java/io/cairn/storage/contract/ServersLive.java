// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails every test behind which a server that tests started is not alive.
public final class ServersLive implements AfterEachCallback, AfterAllCallback {
  @Override
  public void afterEach(ExtensionContext context) {
    StoreServer.requireAllLive();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    StoreServer.requireAllLive();
  }
}
