// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.srtp;

/**
 * The keys of both directions.
 *
 * @param local for what we send
 * @param remote for what we receive
 */
public record SrtpKeys(SrtpKey local, SrtpKey remote) {
    /** Overwrites both with zeros. */
    public void wipe() {
        local.wipe();
        remote.wipe();
    }
}
