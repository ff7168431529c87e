// SPDX-License-Identifier: Apache-2.0
/** The voice mail plugin against the real Janus. */
package dev.janusclient.system.voicemail;
