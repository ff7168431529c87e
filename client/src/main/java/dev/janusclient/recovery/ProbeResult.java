// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.recovery;

/** What a probe of a handle found. */
public enum ProbeResult {
    /** The handle is there. */
    ALIVE,
    /** 459: the session is there, the handle is not. */
    HANDLE_GONE,
    /** 458: the whole session is gone. */
    SESSION_GONE
}
