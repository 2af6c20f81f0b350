// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.account;

import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// What the SDK may count on. What stands here with false, or not at all, it does the older way.
@ApplicationScoped
public class ServerFeatures implements Fields {
  private static final List<String> ENABLED =
      List.of(
          "FILESTREAM_GZIP",
          "STRUCTURED_CONSOLE_LOGS",
          "MARK_RUN_FILES_UPLOADED",
          "ARTIFACT_TAGS",
          "CLIENT_IDS",
          "LARGE_FILENAMES",
          "USE_ARTIFACT_WITH_ENTITY_AND_PROJECT_INFORMATION",
          "ARTIFACT_MEMBERSHIP_IN_LINK_ARTIFACT_RESPONSE",
          "TOTAL_COUNT_IN_FILE_CONNECTION",
          "ARTIFACT_COLLECTIONS_FILTERING_SORTING",
          "ARTIFACT_REGISTRY_SEARCH",
          "INCLUDE_ARTIFACT_TYPES_IN_REGISTRY_CREATION",
          "ARTIFACT_V2_DOWNLOAD_HANDLER_SUPPORTS_ARTIFACT_ID",
          "PROJECT_ARTIFACT_COLLECTION_MEMBERSHIP",
          "ARTIFACT_COLLECTION_MEMBERSHIP_FILES",
          "ARTIFACT_COLLECTION_MEMBERSHIP_FILE_DOWNLOAD_HANDLER");

  private static final List<String> DISABLED =
      List.of("ARTIFACT_DIGEST_ALGORITHM", "SWEEPS_LOCAL_SCHEDULER", "EVAL_TABLES_CES");

  /// A feature and whether it is there.
  record FeatureNode(String name, boolean isEnabled) {}

  @Override
  public void answer(FieldRegistry fields) {
    var all =
        java.util.stream.Stream.concat(
                ENABLED.stream().map(name -> new FeatureNode(name, true)),
                DISABLED.stream().map(name -> new FeatureNode(name, false)))
            .toList();
    fields.query("serverInfo", _ -> Map.of("features", all));
  }
}
