// SPDX-License-Identifier: Apache-2.0
/** The record and play plugin against the real Janus. */
package dev.janusclient.system.recordplay;
