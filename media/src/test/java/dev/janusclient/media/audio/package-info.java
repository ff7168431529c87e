// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.media.audio;

import org.jspecify.annotations.NullMarked;
