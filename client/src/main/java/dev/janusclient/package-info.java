// SPDX-License-Identifier: Apache-2.0
/** What a user touches: client, session, handle, options and core events. */
@NullMarked
package dev.janusclient;

import org.jspecify.annotations.NullMarked;
