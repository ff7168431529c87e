// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as text. No cause goes with the exceptions: it quotes what was read, which may be a key. */
@SuppressWarnings("UnusedException")
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC");

    private Pem() {}

    static KeyStore trustStore(String pem) {
        try {
            KeyStore store = empty();
            int count = 0;
            for (Certificate certificate : certificates(pem)) {
                store.setCertificateEntry("trusted-" + count++, certificate);
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the trusted certificates can't be read");
        }
    }

    static KeyStore keyStore(String certificatePem, String keyPem, char[] password) {
        PrivateKey key = privateKey(keyPem);
        try {
            KeyStore store = empty();
            store.setKeyEntry(
                    "identity", key, password, certificates(certificatePem).toArray(new Certificate[0]));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the certificate can't be read");
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<Certificate> certificates(String pem) throws GeneralSecurityException {
        Collection<Certificate> found = new ArrayList<>(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        if (found.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate in the PEM text");
        }
        return found;
    }

    private static PrivateKey privateKey(String pem) {
        Matcher block = KEY.matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException(
                    "there is no private key in PKCS#8 in the PEM text; openssl pkcs8 -topk8 -nocrypt makes one");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(block.group(1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the private key in the PEM text is damaged");
        }
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                // Of another kind, then.
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("this platform knows no " + algorithm + " keys");
            }
        }
        throw new IllegalArgumentException("the private key in the PEM text is neither RSA nor EC");
    }
}
