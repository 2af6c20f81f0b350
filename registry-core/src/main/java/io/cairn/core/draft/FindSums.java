// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Digest;
import io.cairn.core.content.Md5;
import io.cairn.core.content.Md5Rows;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// MD5 sums of what a version holds. One that nobody promised yet is taken now, which reads the
/// bytes, and is written down.
public final class FindSums {
  private final Facts facts;
  private final FindVersion findVersion;
  private final BlobStore store;

  public FindSums(Facts facts, FindVersion findVersion, BlobStore store) {
    this.facts = facts;
    this.findVersion = findVersion;
    this.store = store;
  }

  /// @param digests of blobs that the caller found in a version that it may read; at most
  ///   [io.cairn.core.content.Blobs#BATCH]
  public Map<Digest, Md5> of(Collection<Digest> digests) {
    var known = new HashMap<>(facts.read(reading -> Md5Rows.of(reading, digests)));
    for (var digest : digests) {
      known.computeIfAbsent(digest, this::take);
    }
    return known;
  }

  /// As [#of], but only those that are written down: no bytes are read.
  public Map<Digest, Md5> known(Collection<Digest> digests) {
    return facts.read(reading -> Md5Rows.of(reading, digests));
  }

  /// A blob of a version by its MD5, if it has one and that is known.
  ///
  /// @throws Failure.NotFound if there is no such version for the actor
  public Optional<Digest> in(Principal actor, VersionId version, Md5 md5) {
    var manifest = findVersion.run(actor, version).digest();
    return facts.read(reading -> Md5Rows.inManifest(reading, manifest, md5));
  }

  private Md5 take(Digest digest) {
    var sum = Md5.digester();
    try (var in = store.open(digest);
        var out = new DigestOutputStream(OutputStream.nullOutputStream(), sum)) {
      in.transferTo(out);
    } catch (IOException e) {
      throw new Failure.Unavailable("the blob store", e);
    }
    var md5 = Md5.ofBytes(sum.digest());
    facts.write(tx -> {
      Md5Rows.put(tx, digest, md5);
      return md5;
    });
    return md5;
  }
}
