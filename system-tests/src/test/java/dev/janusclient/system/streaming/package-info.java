// SPDX-License-Identifier: Apache-2.0
/** The Streaming plugin against the real Janus. */
package dev.janusclient.system.streaming;
