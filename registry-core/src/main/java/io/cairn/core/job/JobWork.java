// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.job;

import io.cairn.core.failure.Failure;

/// What jobs of one kind do.
public interface JobWork {
  JobKind kind();

  /// Goes on from the job's place, and saves often. Whatever it does may be done twice: a kill can
  /// come between a deed and the save.
  ///
  /// @return false if it broke off, since [JobTurn#save] or [JobTurn#pause] said so
  /// @throws Failure if the job cannot go on; it ends as failed. After [Failure.Unavailable] it is
  ///   taken up again
  boolean run(JobTurn turn);
}
