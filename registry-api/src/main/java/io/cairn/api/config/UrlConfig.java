// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// URLs that carry their own right, for clients that send no key with bytes.
@ConfigMapping(prefix = "cairn.url")
public interface UrlConfig {
  /// What they are signed with: any text of 32 characters or more, known to nobody. Default: made
  /// at the first start and kept in `url.key` of the data folder. Several servers of one
  /// installation need the same.
  Optional<String> secret();
}
