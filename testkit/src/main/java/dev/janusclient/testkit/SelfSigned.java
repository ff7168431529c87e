// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.util.List;

/**
 * A self-signed certificate, made on the spot with the JDK's keytool, with its private key.
 *
 * @param certificatePem the certificate in PEM
 * @param keyPem its private key in PEM, PKCS#8; a throw-away, but never printed
 */
public record SelfSigned(String certificatePem, String keyPem) {
    /** For these names and IPv4 or IPv6 addresses, valid for a day. */
    public static SelfSigned of(String... names) {
        try (Keytool keytool = new Keytool()) {
            keytool.make("own", names, List.of());
            return new SelfSigned(keytool.certificatePem("own"), keytool.keyPem("own"));
        }
    }

    @Override
    public String toString() {
        return "SelfSigned[" + certificatePem.length() + " characters of certificate]";
    }
}
