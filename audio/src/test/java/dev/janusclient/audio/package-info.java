// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.audio;

import org.jspecify.annotations.NullMarked;
