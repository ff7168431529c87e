// SPDX-License-Identifier: Apache-2.0
/** What a user touches: client, session, handle, options and core events. */
@NullMarked
@GenerateRequiredMembers
package dev.janusclient;

import dev.janusclient.processor.GenerateRequiredMembers;
import org.jspecify.annotations.NullMarked;
