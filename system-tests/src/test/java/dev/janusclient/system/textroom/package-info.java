// SPDX-License-Identifier: Apache-2.0
/** The text room plugin against the real Janus. */
package dev.janusclient.system.textroom;
