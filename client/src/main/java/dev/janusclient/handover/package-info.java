// SPDX-License-Identifier: Apache-2.0
/** What one process must tell the next so that it can go on: tickets, and their signature. */
@NullMarked
package dev.janusclient.handover;

import org.jspecify.annotations.NullMarked;
