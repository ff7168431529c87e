// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.cluster.store;

/**
 * Names one life of one member. A member whose lease has expired joins again with another incarnation.
 *
 * @param name the member's configured name, unique among live members; 1 to 128 of {@code A-Z a-z 0-9 . _ : -}
 * @param incarnation unique for each time that the member joins; of the same characters
 */
public record MemberId(String name, String incarnation) {
    public MemberId {
        Names.check("name", name);
        Names.check("incarnation", incarnation);
    }

    @Override
    public String toString() {
        return name + "#" + incarnation;
    }
}
