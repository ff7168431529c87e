// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.janusclient.media.ice.IceAgent;
import dev.janusclient.media.ice.IceCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import org.junit.jupiter.api.Test;

class LegConnectionTest {
    @Test
    void anAddressOfIpv6IsOfNoHarmWhereThereIsOnlyIpv4() throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        LegConnection connection = new LegConnection(
                channel,
                sender -> new IceAgent(sender, IceCredentials.random(), true, 1, 1),
                new RtpSession("test"),
                new byte[LegConnection.MAX_DATAGRAM]);
        byte[] loopback = new byte[16];
        loopback[15] = 1;
        InetSocketAddress to = new InetSocketAddress(InetAddress.getByAddress(loopback), 9);
        assertThatCode(() -> connection.sendDtls(new byte[1], to)).doesNotThrowAnyException();
        connection.close();
    }
}
