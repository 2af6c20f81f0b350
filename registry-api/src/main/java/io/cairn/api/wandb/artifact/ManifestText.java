// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import java.util.Iterator;

/// The SDK's manifest as it is kept: entries in order, each file with the artifact by which its
/// bytes are found, so that it outlives the artifacts that it was drawn from.
final class ManifestText implements Iterator<String> {
  private static final String HEAD =
      "{\"version\":1,\"storagePolicy\":\"wandb-storage-policy-v1\",\"storagePolicyConfig\":"
          + "{\"storageLayout\":\"V2\"},\"contents\":{";

  private enum Part {
    HEAD,
    ENTRIES,
    END
  }

  private final Iterator<WandbEntry> entries;
  private final String artifactId;
  private Part part = Part.HEAD;
  private boolean isFirst = true;

  ManifestText(Iterator<WandbEntry> entries, String artifactId) {
    this.entries = entries;
    this.artifactId = artifactId;
  }

  @Override
  public boolean hasNext() {
    return part != Part.END;
  }

  @Override
  public String next() {
    return switch (part) {
      case HEAD -> {
        part = Part.ENTRIES;
        yield HEAD;
      }
      case ENTRIES -> {
        if (!entries.hasNext()) {
          part = Part.END;
          yield "}}";
        }
        var comma = isFirst ? "" : ",";
        isFirst = false;
        yield comma + entries.next().json(artifactId);
      }
      case END -> throw new java.util.NoSuchElementException();
    };
  }
}
