// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message of protobuf by the numbers of its fields: what a record has that nobody asks for, is
/// passed over.
record Message(UnknownFieldSet fields) {
  static Message of(byte[] bytes) throws IOException {
    return new Message(UnknownFieldSet.parseFrom(bytes));
  }

  boolean has(int field) {
    return fields.hasField(field);
  }

  List<Message> messages(int field) {
    var found = new ArrayList<Message>();
    for (var bytes : fields.getField(field).getLengthDelimitedList()) {
      try {
        found.add(new Message(UnknownFieldSet.parseFrom(bytes)));
      } catch (InvalidProtocolBufferException _) {
        // Not a message after all: it says nothing that we know.
      }
    }
    return found;
  }

  /// The last one, as protobuf has it.
  Optional<Message> message(int field) {
    var all = messages(field);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  List<String> texts(int field) {
    return fields.getField(field).getLengthDelimitedList().stream()
        .map(bytes -> bytes.toStringUtf8())
        .toList();
  }

  /// Empty if it is not there, or says nothing.
  Optional<String> text(int field) {
    var all = texts(field);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()).filter(s -> !s.isEmpty());
  }

  long number(int field) {
    var all = fields.getField(field).getVarintList();
    return all.isEmpty() ? 0 : all.getLast();
  }

  boolean isTrue(int field) {
    return number(field) != 0;
  }

  Optional<Double> decimal(int field) {
    var all = fields.getField(field).getFixed64List();
    return all.isEmpty() ? Optional.empty() : Optional.of(Double.longBitsToDouble(all.getLast()));
  }

  /// A `google.protobuf.Timestamp`.
  Optional<Instant> time(int field) {
    return message(field).map(time -> Instant.ofEpochSecond(time.number(1), time.number(2)));
  }
}
