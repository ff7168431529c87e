// SPDX-License-Identifier: Apache-2.0
/** The checks behind {@code JanusClient.doctor()} that need no Admin API. */
@NullMarked
package dev.janusclient.internal.doctor;

import org.jspecify.annotations.NullMarked;
