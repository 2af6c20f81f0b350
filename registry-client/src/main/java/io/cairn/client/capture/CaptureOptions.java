// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What to write down of a program.
///
/// @param hasConsole what it prints; if not, it writes straight to the caller's terminal
/// @param hasCode commit and changes, or a copy of the sources
/// @param sampleEvery how often its use of the machine is noted; zero for never
/// @param metricsFile a file that it appends records to
/// @param moreVariables names of variables of the environment besides the usual ones
/// @param flushWait how long to wait at the end for a server that takes what is left
public record CaptureOptions(
    boolean hasConsole,
    boolean hasCode,
    Duration sampleEvery,
    Optional<Path> metricsFile,
    List<String> moreVariables,
    Duration flushWait) {
  public static final CaptureOptions DEFAULT =
      new CaptureOptions(
          true, true, Duration.ofSeconds(10), Optional.empty(), List.of(), Duration.ofSeconds(60));

  public CaptureOptions {
    moreVariables = List.copyOf(moreVariables);
  }
}
