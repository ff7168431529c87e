// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Which hosts a console is reached as, and which one is printed. */
class NamesTest {
    private static Names of(String host) throws UnknownHostException {
        return Names.of(new InetSocketAddress(InetAddress.getByName(host), 0), 7, null);
    }

    @Test
    void onLoopbackEveryNameOfLoopbackIsOne() throws UnknownHostException {
        Names names = of("127.0.0.1");

        assertThat(names.first()).isEqualTo("http://127.0.0.1:7");
        assertThat(List.of("127.0.0.1:7", "localhost:7", "LOCALHOST:7", "[::1]:7", "[0:0::1]:7"))
                .allMatch(names::haveHost);
        assertThat(List.of("127.0.0.1", "127.0.0.1:8", "localhost.evil:7", "[::2]:7", "[:::1]:7", "", ":7"))
                .noneMatch(names::haveHost);
        assertThat(names.haveOrigin("http://localhost:7")).isTrue();
        assertThat(List.of("https://localhost:7", "http://localhost:8", "null", "localhost:7"))
                .noneMatch(names::haveOrigin);
    }

    @Test
    void anAddressIsReachedAsItselfAndByTheNameThatChoseIt() throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress("console.test", new byte[] {10, 0, 0, 7});
        Names names = Names.of(new InetSocketAddress(address, 0), 7, null);

        assertThat(names.first()).isEqualTo("http://console.test:7");
        assertThat(names.haveHost("10.0.0.7:7")).isTrue();
        assertThat(List.of("127.0.0.1:7", "localhost:7")).noneMatch(names::haveHost);
        assertThat(of("2001:db8::7").haveHost("[2001:DB8::7]:7")).isTrue();
    }

    @Test
    void allAddressesAreThoseOfThisMachine() throws UnknownHostException {
        Names names = of("0.0.0.0");

        assertThat(names.haveHost("localhost:7")).isTrue();
        assertThat(names.haveHost("0.0.0.0:7")).isFalse();
    }

    @Test
    void theCertificatesNamesComeFirst() throws UnknownHostException, NoSuchAlgorithmException {
        ServerIdentity identity = new ServerIdentity(SSLContext.getDefault(), List.of("Console.Test"));
        Names names = Names.of(new InetSocketAddress(InetAddress.getByName("10.0.0.7"), 0), 7, identity);

        assertThat(names.first()).isEqualTo("https://console.test:7");
        assertThat(names.haveHost("10.0.0.7:7")).isTrue();
        assertThat(names.haveOrigin("https://10.0.0.7:7")).isTrue();
        assertThat(names.haveOrigin("http://10.0.0.7:7")).isFalse();
    }
}
