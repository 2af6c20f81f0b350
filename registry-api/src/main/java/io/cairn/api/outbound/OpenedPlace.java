// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import io.cairn.reference.ObjectStore;
import io.cairn.reference.ObjectStores;
import io.cairn.reference.ObjectUri;
import io.cairn.reference.StoreException;
import io.cairn.reference.StoreSettings;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A bucket, or what begins with a prefix in one, that the operator lets the server look into, and
/// with which credentials. Opened when it is first needed.
public final class OpenedPlace implements AutoCloseable {
  private static final Set<String> OPTIONS = Set.of("endpoint", "region", "profile", "credentials");

  private final ObjectUri prefix;
  private final StoreSettings settings;
  private @Nullable ObjectStore store;

  private OpenedPlace(ObjectUri prefix, StoreSettings settings) {
    this.prefix = prefix;
    this.settings = settings;
  }

  /// @param text `s3://bucket/prefix/?endpoint=…&region=…&profile=…`, or
  ///   `gs://bucket/prefix/?endpoint=…&credentials=…`; all options may be left out
  /// @throws IllegalArgumentException naming what is wrong with it
  public static OpenedPlace parse(String text, Map<String, String> environment) {
    var question = text.indexOf('?');
    try {
      var prefix = ObjectUri.parse(question < 0 ? text : text.substring(0, question));
      if (!prefix.isPrefix()) {
        throw new IllegalArgumentException("'" + text + "' must end in '/' before its options");
      }
      var options = options(text, question < 0 ? "" : text.substring(question + 1));
      var usual = StoreSettings.of(prefix.scheme(), environment);
      return new OpenedPlace(
          prefix,
          new StoreSettings(
              option(options, "endpoint").map(URI::create).or(usual::endpoint),
              option(options, "region").or(usual::region),
              option(options, "profile"),
              option(options, "credentials").map(Path::of),
              true));
    } catch (StoreException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Map<String, String> options(String text, String query) {
    var options = new HashMap<String, String>();
    for (var part : query.split("&", -1)) {
      var equals = part.indexOf('=');
      if (equals > 0 && OPTIONS.contains(part.substring(0, equals))) {
        var value = URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8);
        options.put(part.substring(0, equals), value);
      } else if (!part.isEmpty()) {
        throw new IllegalArgumentException(
            "'" + text + "': options are endpoint, region, profile and credentials");
      }
    }
    return options;
  }

  private static Optional<String> option(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name));
  }

  boolean has(ObjectUri object) {
    return object.scheme().equals(prefix.scheme())
        && object.bucket().equals(prefix.bucket())
        && object.key().startsWith(prefix.key())
        && object.key().length() > prefix.key().length();
  }

  synchronized ObjectStore store() throws StoreException {
    if (store == null) {
      store = ObjectStores.open(prefix.scheme(), settings);
    }
    return store;
  }

  @Override
  public synchronized void close() {
    if (store != null) {
      store.close();
    }
  }
}
