// SPDX-License-Identifier: Apache-2.0
/** Sessions and handles as state machines; the faces of the root stand on them. */
@NullMarked
package dev.janusclient.internal.session;

import org.jspecify.annotations.NullMarked;
