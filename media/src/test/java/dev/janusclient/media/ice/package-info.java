// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.janusclient.media.ice;

import org.jspecify.annotations.NullMarked;
