// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.List;

/**
 * A certificate that an authority has signed, both made on the spot with the JDK's keytool, with its private key. Erlang's TLS,
 * which is RabbitMQ's, takes no {@link SelfSigned} one from a client, even if it is configured to trust it.
 *
 * @param authorityPem the authority's certificate in PEM
 * @param certificatePem the certificate in PEM
 * @param keyPem its private key in PEM, PKCS#8; a throw-away, but never printed
 */
public record Signed(String authorityPem, String certificatePem, String keyPem) {
    /** For these names and IPv4 or IPv6 addresses, valid for a day. */
    public static Signed of(String... names) {
        try (Keytool keytool = new Keytool()) {
            keytool.make("authority", new String[] {"authority.example"}, List.of("-ext", "bc:c=ca:true"));
            keytool.make("own", names, List.of("-signer", "authority"));
            return new Signed(
                    keytool.certificatePem("authority"), keytool.certificatePem("own"), keytool.keyPem("own"));
        }
    }

    @Override
    public String toString() {
        return "Signed[" + certificatePem.length() + " characters of certificate]";
    }
}
