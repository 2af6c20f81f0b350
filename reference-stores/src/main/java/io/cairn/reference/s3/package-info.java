// SPDX-License-Identifier: Apache-2.0
/// Objects of S3 and of servers that speak its protocol. Only this package knows the SDK.
@NullMarked
package io.cairn.reference.s3;

import org.jspecify.annotations.NullMarked;
