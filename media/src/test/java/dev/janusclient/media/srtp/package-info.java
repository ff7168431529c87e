// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.media.srtp;

import org.jspecify.annotations.NullMarked;
