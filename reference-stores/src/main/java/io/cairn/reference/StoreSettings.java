// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How to speak to a store of objects. What is left out is found as the store's own tools find it.
///
/// @param endpoint of a server that is not the provider's
/// @param region of S3's buckets; found out for each bucket if it is another
/// @param profile section of the AWS files to take credentials from
/// @param credentials file of a Google account
/// @param withSums whether to ask for the sums of objects that a list names without them: a request
///   for each
public record StoreSettings(
    Optional<URI> endpoint,
    Optional<String> region,
    Optional<String> profile,
    Optional<Path> credentials,
    boolean withSums) {
  public static final StoreSettings DEFAULT =
      new StoreSettings(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);

  /// What the environment says, in the variables of the stores' own tools.
  public static StoreSettings of(String scheme, Map<String, String> environment) {
    var isS3 = scheme.equals("s3");
    var endpoint =
        isS3
            ? first(environment, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
            : first(environment, "STORAGE_EMULATOR_HOST");
    var region = first(environment, "AWS_REGION", "AWS_DEFAULT_REGION").filter(_ -> isS3);
    return new StoreSettings(
        endpoint.map(StoreSettings::address), region, Optional.empty(), Optional.empty(), true);
  }

  public StoreSettings withSums(boolean value) {
    return new StoreSettings(endpoint, region, profile, credentials, value);
  }

  private static URI address(String text) {
    return URI.create(text.contains("://") ? text : "http://" + text);
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    return Stream.of(names)
        .map(name -> environment.getOrDefault(name, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
