// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.io.InputStream;
import java.util.Optional;

/// A store of objects in buckets, read only. Safe for many threads; calls wait for the network.
public interface ObjectStore extends AutoCloseable {
  /// What is there: of that version, if the URI names one. Empty if nothing is.
  ///
  /// @throws StoreException if nobody can tell
  Optional<Found> look(ObjectUri object) throws StoreException;

  /// Objects whose keys begin with the prefix's, in the order of the bytes of their keys.
  ///
  /// @param isDeep false: not those that have another `/` behind the prefix, whose folders come
  ///   instead
  /// @param from [ObjectPage#next()] of the page before
  ObjectPage list(ObjectUri prefix, boolean isDeep, Optional<String> from) throws StoreException;

  /// As a deep [#list], of the keys behind one, which need not be there. Its next page is one of
  /// [#list].
  ObjectPage listBehind(ObjectUri prefix, String after) throws StoreException;

  /// The first key behind `after` that begins with the prefix's; empty if there is none.
  Optional<String> nextKey(ObjectUri prefix, String after) throws StoreException;

  /// The bytes of an object from `offset` on; the caller closes them.
  ///
  /// @param etag those of the object with this tag and of no other; empty: whatever is there
  /// @return empty if there is none
  /// @throws StoreException of kind CHANGED if the tag is another by now
  Optional<Opened> open(ObjectUri object, long offset, Optional<String> etag) throws StoreException;

  /// Bytes on their way.
  record Opened(Found found, InputStream body) {}

  @Override
  void close();
}
