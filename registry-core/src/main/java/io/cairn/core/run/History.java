// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// Rows of streams and their segments. Lines are cut into blocks of 1,024, so that a page reads the
/// segments of a block or two, and a block that was written in many small batches can be put
/// together again by itself.
final class History {
  private static final long BLOCK_LINES = 1_024;

  /// A block of more segments is put together into one, unless it is large.
  private static final int MAX_SEGMENTS = 64;

  private static final long MAX_MERGED_CHARACTERS = 4 << 20;

  /// Read together, so that a block is never whole in memory.
  private static final int SEGMENTS_AT_ONCE = 8;

  private History() {}

  /// A stream as it stands; the transaction that read it holds its lock.
  record Stream(long nextLine, long nextSegment, LastValues lastValues) {}

  private record Segment(long number, byte[] data) {}

  static long blockOf(long line) {
    return line / BLOCK_LINES;
  }

  static long firstLine(long block) {
    return block * BLOCK_LINES;
  }

  /// Makes the stream if there is none, and takes its lock until the transaction ends.
  static Stream lock(Tx tx, RunId run, Name stream) {
    return tx.handle()
        .createQuery(
            """
            insert into run_stream (run_id, stream, next_line, next_segment, last_values)
            values (:run, :stream, 0, 0, '{}')
            on conflict (run_id, stream) do update set next_line = run_stream.next_line
            returning next_line, next_segment, last_values
            """)
        .bind("run", run.value())
        .bind("stream", stream.key())
        .map(
            (RowViewMapper<Stream>)
                row ->
                    new Stream(
                        row.getColumn("next_line", Long.class),
                        row.getColumn("next_segment", Long.class),
                        new LastValues(row.getColumn("last_values", JsonObject.class))))
        .one();
  }

  static List<DescribeStreams.StreamView> streams(Reading reading, RunId run) {
    return reading
        .handle()
        .createQuery(
            "select stream, next_line, last_values from run_stream where run_id = :run"
                + " order by stream")
        .bind("run", run.value())
        .map(
            (RowViewMapper<DescribeStreams.StreamView>)
                row ->
                    new DescribeStreams.StreamView(
                        row.getColumn("stream", String.class),
                        row.getColumn("next_line", Long.class),
                        new LastValues(row.getColumn("last_values", JsonObject.class)).values()))
        .list();
  }

  static void update(Tx tx, RunId run, Name stream, Stream changed) {
    tx.handle()
        .createUpdate(
            """
            update run_stream
            set next_line = :line, next_segment = :segment, last_values = :last
            where run_id = :run and stream = :stream
            """)
        .bind("line", changed.nextLine())
        .bind("segment", changed.nextSegment())
        .bind("last", changed.lastValues().kept())
        .bind("run", run.value())
        .bind("stream", stream.key())
        .execute();
  }

  /// Adds records of one block as a segment, later than all that the block has.
  static void append(
      Tx tx, RunId run, Name stream, long block, long segment, Collection<String> records) {
    insert(tx, run, stream, block, segment, records);
    if (isScattered(tx, run, stream, block)) {
      var merged = block(tx, run, stream, block, -1, Long.MAX_VALUE);
      tx.handle()
          .createUpdate(
              "delete from run_segment where run_id = :run and stream = :stream and block = :block")
          .bind("run", run.value())
          .bind("stream", stream.key())
          .bind("block", block)
          .execute();
      insert(tx, run, stream, block, segment, merged.byLine().values());
    }
  }

  /// The records of a block beyond the line `after`, each as [RecordText]; where a line was written
  /// again, the later one. Cut where they would be more than `maxCharacters`.
  static BlockLines block(
      Reading reading, RunId run, Name stream, long block, long after, long maxCharacters) {
    var lines = new BlockLines(after, maxCharacters);
    each(reading, run, stream, block, lines::add);
    return lines;
  }

  /// The last records of a block, by line; as many as have `maxCharacters`.
  static List<String> lastLines(
      Reading reading, RunId run, Name stream, long block, long maxCharacters) {
    var lines = new BlockTail(maxCharacters);
    each(reading, run, stream, block, lines::add);
    return lines.lines();
  }

  /// The records of a block in the order in which they were written.
  private static void each(
      Reading reading, RunId run, Name stream, long block, Consumer<String> sink) {
    var segments = segments(reading, run, stream, block, -1);
    while (!segments.isEmpty()) {
      segments.forEach(segment -> SegmentText.unpack(segment.data(), sink));
      segments = segments(reading, run, stream, block, segments.getLast().number());
    }
  }

  private static List<Segment> segments(
      Reading reading, RunId run, Name stream, long block, long after) {
    return reading
        .handle()
        .createQuery(
            """
            select segment, data from run_segment
            where run_id = :run and stream = :stream and block = :block and segment > :after
            order by segment limit :limit
            """)
        .bind("run", run.value())
        .bind("stream", stream.key())
        .bind("block", block)
        .bind("after", after)
        .bind("limit", SEGMENTS_AT_ONCE)
        .map(
            (RowViewMapper<Segment>)
                row ->
                    new Segment(
                        row.getColumn("segment", Long.class), row.getColumn("data", byte[].class)))
        .list();
  }

  /// The first block from that one on that may have records of the range. Indexes: the primary key,
  /// or run_segment_by_step.
  static OptionalLong nextBlock(
      Reading reading, RunId run, Name stream, long from, HistoryRange range) {
    return reading
        .handle()
        .createQuery(
            """
            select block from run_segment
            where run_id = :run and stream = :stream and block >= :block %s
            order by block limit 1
            """
                .formatted(
                    range.isOfSteps()
                        ? "and (lowest_step is null"
                            + " or lowest_step <= :to and highest_step >= :from)"
                        : ""))
        .bindMap(range.isOfSteps() ? Map.of("from", range.from(), "to", range.to()) : Map.of())
        .bind("run", run.value())
        .bind("stream", stream.key())
        .bind("block", from)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  /// The last block before that one that has records.
  static OptionalLong blockBefore(Reading reading, RunId run, Name stream, long before) {
    return reading
        .handle()
        .createQuery(
            """
            select block from run_segment
            where run_id = :run and stream = :stream and block < :block
            order by block desc limit 1
            """)
        .bind("run", run.value())
        .bind("stream", stream.key())
        .bind("block", before)
        .mapTo(Long.class)
        .findOne()
        .map(OptionalLong::of)
        .orElseGet(OptionalLong::empty);
  }

  private static void insert(
      Tx tx, RunId run, Name stream, long block, long segment, Collection<String> records) {
    var steps = records.stream().mapToLong(RecordText::stepOf).summaryStatistics();
    tx.handle()
        .createUpdate(
            """
            insert into run_segment
              (run_id, stream, block, segment, characters, data, lowest_step, highest_step)
            values (:run, :stream, :block, :segment, :characters, :data, :lowest, :highest)
            """)
        .bind("run", run.value())
        .bind("stream", stream.key())
        .bind("block", block)
        .bind("segment", segment)
        .bind("characters", records.stream().mapToLong(String::length).sum())
        .bind("data", SegmentText.pack(records))
        .bind("lowest", steps.getMin())
        .bind("highest", steps.getMax())
        .execute();
  }

  private static boolean isScattered(Tx tx, RunId run, Name stream, long block) {
    return tx.handle()
        .createQuery(
            """
            select count(*) > :segments and sum(characters) < :characters from run_segment
            where run_id = :run and stream = :stream and block = :block
            """)
        .bind("segments", MAX_SEGMENTS)
        .bind("characters", MAX_MERGED_CHARACTERS)
        .bind("run", run.value())
        .bind("stream", stream.key())
        .bind("block", block)
        .mapTo(Boolean.class)
        .one();
  }
}
