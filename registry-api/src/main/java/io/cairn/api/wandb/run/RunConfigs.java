// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.wandb.graphql.LooseJson;
import io.cairn.core.json.JsonObject;
import io.cairn.core.run.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The SDK's config has each value in a wrapper, `{"lr":{"value":0.1}}`, and beside them `_wandb`
/// with what it says of itself. Ours has the values alone; what it says of itself is part of the
/// environment.
final class RunConfigs {
  /// Where the SDK's own words stand in its config.
  private static final String OWN = "_wandb";

  /// Where they stand in our environment.
  private static final String IN_ENVIRONMENT = "wandb";

  private RunConfigs() {}

  /// A config as the SDK sent it, taken apart.
  record Parts(JsonObject config, JsonObject environment) {
    static final Parts NOTHING = new Parts(JsonObject.empty(), JsonObject.empty());
  }

  static Parts read(String text) {
    var config = new LinkedHashMap<String, @Nullable Object>();
    var environment = new LinkedHashMap<String, @Nullable Object>();
    LooseJson.object("config", text)
        .forEach((key, wrapped) -> {
          var value =
              wrapped instanceof Map<?, ?> map && map.containsKey("value")
                  ? map.get("value")
                  : wrapped;
          if (key.equals(OWN)) {
            environment.put(IN_ENVIRONMENT, value);
          } else {
            config.put(key, value);
          }
        });
    return new Parts(JsonObject.of("config", config), JsonObject.of("environment", environment));
  }

  static String write(Run run) {
    var config = new LinkedHashMap<String, @Nullable Object>();
    run.config().members().forEach((key, value) -> config.put(key, wrapped(value)));
    var own = run.environment().members().get(IN_ENVIRONMENT);
    if (own != null) {
      config.put(OWN, wrapped(own));
    }
    return LooseJson.write(config);
  }

  /// Some of the SDK's own words.
  static String own(Run run, List<String> keys) {
    var own = new LinkedHashMap<String, @Nullable Object>();
    if (run.environment().members().get(IN_ENVIRONMENT) instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        if (keys.isEmpty() || keys.contains(String.valueOf(key))) {
          own.put(String.valueOf(key), value);
        }
      });
    }
    return LooseJson.write(own);
  }

  private static Map<String, @Nullable Object> wrapped(@Nullable Object value) {
    var wrapper = new LinkedHashMap<String, @Nullable Object>();
    wrapper.put("value", value);
    return wrapper;
  }
}
