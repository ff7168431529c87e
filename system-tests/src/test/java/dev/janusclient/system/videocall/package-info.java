// SPDX-License-Identifier: Apache-2.0
/** The video call plugin against the real Janus. */
package dev.janusclient.system.videocall;
