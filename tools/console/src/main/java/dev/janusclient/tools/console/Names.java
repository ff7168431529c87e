// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which a console is reached: the address it listens at, the name by which that was chosen, and those of its certificate.
 *
 * @param scheme {@code http://} or {@code https://}
 * @param hosts as {@code host:port}, the one to open first
 */
record Names(String scheme, Set<String> hosts) {
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9a-f:.]+)](:\\d+)?");

    /** @param asked may be the address that stands for all of this machine's */
    static Names of(InetSocketAddress asked, int port, @Nullable ServerIdentity identity) {
        List<String> names = new ArrayList<>(identity == null ? List.of() : identity.names());
        InetAddress address = asked.getAddress();
        if (address.isAnyLocalAddress()) {
            ofThisMachine().forEach(each -> names.add(literal(each)));
        } else {
            if (!asked.getHostString().contains(":")) {
                names.add(asked.getHostString());
            }
            names.add(literal(address));
        }
        if (address.isAnyLocalAddress() || address.isLoopbackAddress()) {
            names.addAll(List.of("127.0.0.1", "localhost", "[::1]"));
        }
        Set<String> hosts = new LinkedHashSet<>();
        names.forEach(name -> hosts.add(canonical(name + ":" + port)));
        return new Names(identity == null ? "http://" : "https://", hosts);
    }

    /** The address to open. */
    String first() {
        return scheme + hosts.iterator().next();
    }

    /** Whether a {@code Host} header has one of them. */
    boolean haveHost(String host) {
        return hosts.contains(canonical(host));
    }

    /** Whether an {@code Origin} header has one of them. */
    boolean haveOrigin(String origin) {
        return origin.startsWith(scheme) && haveHost(origin.substring(scheme.length()));
    }

    @Override
    public String toString() {
        return String.join(" or ", hosts.stream().map(scheme::concat).sorted().toList());
    }

    /** In lower case; an IPv6 address, which can be written in several ways, in one of them. */
    private static String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        Matcher address = IPV6.matcher(lower);
        if (!address.matches()) {
            return lower;
        }
        try {
            String port = address.group(2);
            return literal(InetAddress.getByName(address.group(1))) + (port == null ? "" : port);
        } catch (UnknownHostException e) {
            return lower;
        }
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        return text.contains(":") ? "[" + text + "]" : text;
    }

    private static List<InetAddress> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }
}
