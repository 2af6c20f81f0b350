// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where the server itself looks at references, when it checks a version.
@ConfigMapping(prefix = "cairn.references")
public interface ReferencesConfig {
  /// Buckets that the server looks into, with commas between: `s3://lake/raw/`, `gs://scans/`;
  /// after a `?` may stand `endpoint`, `region`, `profile` (AWS) and `credentials` (a file,
  /// Google), with `&` between. Default none.
  Optional<List<String>> places();

  /// Folders below which `file://` is opened, with commas between. Default none.
  Optional<List<Path>> roots();
}
