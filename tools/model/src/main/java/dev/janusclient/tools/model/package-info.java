// SPDX-License-Identifier: Apache-2.0
/**
 * What an operator sees of Janus: servers, sessions, handles, rooms, calls and their time lines, and who owns what. It is read from
 * the Admin API when it is asked for, and from what event handlers sent; nothing here knows how it is shown.
 */
@NullMarked
package dev.janusclient.tools.model;

import org.jspecify.annotations.NullMarked;
