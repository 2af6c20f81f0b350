// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The answer of this method holds a secret and is kept nowhere (security rule A2): a request with
/// an `Idempotency-Key` is refused.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface ShownOnce {}
