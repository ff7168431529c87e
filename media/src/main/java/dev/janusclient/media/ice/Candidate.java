// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A transport address that may work (RFC 8839 section 5.1): over UDP, for RTP and RTCP together.
 *
 * @param foundation the same for candidates of one kind and origin
 * @param priority 1 to 2^31−1
 * @param address where it is
 * @param type {@code host}, {@code srflx}, {@code prflx} or {@code relay}
 */
public record Candidate(String foundation, int priority, InetSocketAddress address, String type) {
    private static final int HOST_PREFERENCE = 126;
    private static final int MAX_LOCAL_PREFERENCE = 0xFFFF;
    private static final int RTP_COMPONENT = 1;

    /** Other digits would be looked up as a name. */
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    private static final String PREFIX = "candidate:";
    private static final int TYPE_FIELD = 7;

    /**
     * A candidate of ours.
     *
     * @param index its place among ours, the best first
     */
    public static Candidate host(int index, InetSocketAddress address) {
        int priority = HOST_PREFERENCE << 24 | (MAX_LOCAL_PREFERENCE - index) << 8 | (256 - RTP_COMPONENT);
        return new Candidate(String.valueOf(index + 1), priority, address, "host");
    }

    /**
     * Reads a candidate, with {@code a=} before it or without.
     *
     * @param line {@code candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host}
     * @return empty if it is none that can be used: over TCP, for RTCP alone, or with a name in place of an address
     */
    public static Optional<Candidate> parse(String line) {
        String text = line.startsWith("a=") ? line.substring(2) : line;
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String[] fields = text.substring(PREFIX.length()).trim().split(" +", -1);
        if (fields.length <= TYPE_FIELD
                || !fields[1].equals(String.valueOf(RTP_COMPONENT))
                || !fields[2].equalsIgnoreCase("udp")
                || !fields[TYPE_FIELD - 1].equals("typ")) {
            return Optional.empty();
        }
        try {
            long priority = Long.parseLong(fields[3]);
            int port = Integer.parseInt(fields[5]);
            if (priority < 1 || priority > Integer.MAX_VALUE || port < 1 || port > 65_535 || !isAddress(fields[4])) {
                return Optional.empty();
            }
            // Not looked up: it is an address already.
            InetAddress address = InetAddress.getAllByName(fields[4])[0];
            return Optional.of(
                    new Candidate(fields[0], (int) priority, new InetSocketAddress(address, port), fields[TYPE_FIELD]));
        } catch (NumberFormatException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean isAddress(String text) {
        if (text.indexOf(':') >= 0) {
            return text.matches("[0-9a-fA-F:.]+");
        }
        return text.matches(OCTET + "(\\." + OCTET + "){3}");
    }

    /** The value of the attribute, without {@code a=}. */
    public String line() {
        return PREFIX + foundation + " " + RTP_COMPONENT + " udp " + priority + " "
                + address.getAddress().getHostAddress() + " " + address.getPort() + " typ " + type;
    }
}
