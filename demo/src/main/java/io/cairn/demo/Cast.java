// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.client.CairnClient;

/// Who acts, each with a key of their own: `ada` trains, `olga` answers for the registry, `eve`
/// uses models and may not promote them.
record Cast(CairnClient ada, CairnClient olga, CairnClient eve) implements AutoCloseable {
  @Override
  public void close() {
    ada.close();
    olga.close();
    eve.close();
  }
}
