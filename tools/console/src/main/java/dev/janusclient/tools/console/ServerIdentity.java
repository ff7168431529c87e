// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.tools.console;

import dev.janusclient.tools.model.ProblemException;
import dev.janusclient.tools.model.ProblemException.Kind;
import dev.janusclient.transport.Tls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;

/**
 * The certificate that a console shows, and its key.
 *
 * @param context for the server's connections
 * @param names the hosts that the certificate is for, without those that have a {@code *}
 */
public record ServerIdentity(SSLContext context, List<String> names) {
    /** DNS names in a certificate (RFC 5280, 4.2.1.6). */
    private static final int DNS_NAME = 2;

    /**
     * Reads them.
     *
     * @param certificate a file in PEM: the certificate, followed by those that signed it
     * @param key a file in PEM: its private key, RSA or EC, in PKCS#8 without a password
     * @throws ProblemException if they can't be read or don't belong together
     */
    public static ServerIdentity read(Path certificate, Path key) {
        String certificatePem = text(certificate);
        String keyPem = text(key);
        try {
            Tls tls = Tls.platform().withIdentity(certificatePem, keyPem);
            X509Certificate own = checked(tls, certificate, key);
            return new ServerIdentity(tls.context(), names(own));
        } catch (IllegalArgumentException e) {
            throw unusable(certificate, key, String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw unusable(certificate, key, "this Java can't use them");
        }
    }

    private static ProblemException unusable(Path certificate, Path key, String why) {
        return new ProblemException(
                Kind.BAD_INPUT,
                "The certificate in " + certificate + " and the key in " + key + " can't be used: " + why + ".");
    }

    private static String text(Path file) {
        try {
            // Beside the blocks there may be anything, in any character set.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new ProblemException(
                    Kind.BAD_INPUT, "The file " + file + " can't be read: it is not there, or may not be read.");
        }
    }

    private static X509Certificate checked(Tls tls, Path certificate, Path key) throws GeneralSecurityException {
        for (KeyManager manager :
                Objects.requireNonNull(tls.keyManagerFactory()).getKeyManagers()) {
            if (manager instanceof X509KeyManager keys) {
                for (String type : List.of("RSA", "EC")) {
                    String[] aliases = keys.getServerAliases(type, null);
                    if (aliases != null && aliases.length > 0) {
                        X509Certificate own = keys.getCertificateChain(aliases[0])[0];
                        if (!belong(own, keys.getPrivateKey(aliases[0]))) {
                            break;
                        }
                        return own;
                    }
                }
            }
        }
        throw unusable(certificate, key, "the key is not that of the first certificate");
    }

    private static boolean belong(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        Signature signature =
                Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
        byte[] sample = certificate.getEncoded();
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update(sample);
        return signature.verify(signed);
    }

    private static List<String> names(X509Certificate certificate) throws GeneralSecurityException {
        Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        return all == null
                ? List.of()
                : all.stream()
                        .filter(each -> each.get(0).equals(DNS_NAME))
                        .map(each -> String.valueOf(each.get(1)))
                        .filter(name -> !name.contains("*"))
                        .toList();
    }
}
