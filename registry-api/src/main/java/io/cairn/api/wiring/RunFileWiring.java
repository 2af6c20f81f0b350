// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.core.content.Arrivals;
import io.cairn.core.content.BlobStore;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.run.RunDoor;
import io.cairn.core.runfile.DeleteRunFile;
import io.cairn.core.runfile.PutRunFile;
import io.cairn.core.runfile.ReadRunFiles;
import io.cairn.core.time.Timeline;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Files of runs.
@ApplicationScoped
public class RunFileWiring {
  @Produces
  @Singleton
  PutRunFile putRunFile(
      Facts facts,
      BlobStore store,
      RunDoor door,
      Events events,
      Arrivals arrivals,
      Timeline timeline) {
    return new PutRunFile(facts, store, door, events, arrivals, timeline);
  }

  @Produces
  @Singleton
  ReadRunFiles readRunFiles(Facts facts, RunDoor door) {
    return new ReadRunFiles(facts, door);
  }

  @Produces
  @Singleton
  DeleteRunFile deleteRunFile(Facts facts, RunDoor door, Events events) {
    return new DeleteRunFile(facts, door, events);
  }
}
