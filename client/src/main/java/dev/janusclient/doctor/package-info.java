// SPDX-License-Identifier: Apache-2.0
/** What would defeat a reclaim on a server, and the checks that find it. */
@NullMarked
package dev.janusclient.doctor;

import org.jspecify.annotations.NullMarked;
