// SPDX-License-Identifier: Apache-2.0
/** The AudioBridge plugin against the real Janus. */
package dev.janusclient.system.audiobridge;
