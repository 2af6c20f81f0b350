// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A refusal on the native face (RFC 9457). `code` is stable; `field` and `rule` say what to mend;
/// `actual` is the present value where an expectation was stale; `missing` the first digests that a
/// commit lacks.
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable String field,
    @Nullable String rule,
    @Nullable String actual,
    @Nullable List<String> missing,
    String requestId) {}
