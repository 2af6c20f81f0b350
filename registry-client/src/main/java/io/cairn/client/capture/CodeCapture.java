// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/// The sources of a run, as they stood when it began.
///
/// @param facts goes into the run's environment
/// @param files run files by path
/// @param notes what could not be had
record CodeCapture(ObjectNode facts, Map<String, byte[]> files, List<String> notes) {}
