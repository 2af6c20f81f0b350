// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.OutboundConfig;
import io.cairn.api.config.ReferencesConfig;
import io.cairn.api.config.ScrubConfig;
import io.cairn.api.outbound.AllowList;
import io.cairn.api.outbound.LookOutside;
import io.cairn.api.outbound.OpenedPlace;
import io.cairn.api.outbound.OutboundSettings;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.check.CheckReferences;
import io.cairn.core.check.ReadVersionChecks;
import io.cairn.core.check.StartVersionCheck;
import io.cairn.core.check.StopVersionCheck;
import io.cairn.core.check.VerifyVersion;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.CheckBlob;
import io.cairn.core.fact.Facts;
import io.cairn.core.job.Jobs;
import io.cairn.core.retention.ScrubSettings;
import io.cairn.reference.LocalFiles;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/// Checks of single versions, and what the server opens for them.
@ApplicationScoped
public class CheckWiring {
  @Produces
  @Singleton
  LookOutside lookOutside(ReferencesConfig references, OutboundConfig outbound) {
    try {
      var places =
          references.places().orElse(List.of()).stream()
              .map(text -> OpenedPlace.parse(text, System.getenv()))
              .toList();
      var files = new LocalFiles(references.roots().orElse(List.of()), "CAIRN_REFERENCES_ROOTS");
      var allowed = AllowList.of(outbound.allow().orElse(List.of()));
      return new LookOutside(
          places, files, OutboundSettings.of(allowed, outbound.http(), outbound.atOnce()));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "settings cairn.references and cairn.outbound: " + e.getMessage());
    }
  }

  void close(@Disposes LookOutside lookOutside) {
    lookOutside.close();
  }

  @Produces
  @Singleton
  CheckReferences checkReferences(Facts facts, BlobStore store, LookOutside lookOutside) {
    return new CheckReferences(facts, store, lookOutside);
  }

  @Produces
  @Singleton
  VerifyVersion verifyVersion(
      Facts facts, BlobStore store, CheckBlob checkBlob, ScrubConfig config) {
    return new VerifyVersion(facts, store, checkBlob, new ScrubSettings(config.bytesPerSecond()));
  }

  @Produces
  @Singleton
  StartVersionCheck startVersionCheck(Facts facts, FindVersion findVersion, Jobs jobs) {
    return new StartVersionCheck(facts, findVersion, jobs);
  }

  @Produces
  @Singleton
  ReadVersionChecks readVersionChecks(Facts facts, FindVersion findVersion, Jobs jobs) {
    return new ReadVersionChecks(facts, findVersion, jobs);
  }

  @Produces
  @Singleton
  StopVersionCheck stopVersionCheck(Facts facts, FindVersion findVersion, Jobs jobs) {
    return new StopVersionCheck(facts, findVersion, jobs);
  }
}
