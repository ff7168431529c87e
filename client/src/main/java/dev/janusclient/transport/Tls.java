// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.transport;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust, and who we are. Immutable; prints no secret.
 *
 * <p>The server's name is always checked against its certificate unless {@link #withoutHostNameCheck()} says otherwise.
 */
public final class Tls {
    private final @Nullable KeyStore trusted;
    private final @Nullable KeyStore identity;
    private final char @Nullable [] identityPassword;
    private final boolean hostNameCheck;

    private Tls(
            @Nullable KeyStore trusted,
            @Nullable KeyStore identity,
            char @Nullable [] identityPassword,
            boolean hostNameCheck) {
        this.trusted = trusted;
        this.identity = identity;
        this.identityPassword = identityPassword;
        this.hostNameCheck = hostNameCheck;
    }

    /** Trusts what the platform trusts, shows no certificate. */
    public static Tls platform() {
        return new Tls(null, null, null, true);
    }

    /**
     * Trusts these certificates and what they signed, nothing else.
     *
     * @param pem one or more X.509 certificates in PEM
     * @throws IllegalArgumentException if there is none in it
     */
    public static Tls trusting(String pem) {
        return trusting(Pem.trustStore(pem));
    }

    /** Trusts the certificates in a key store and what they signed, nothing else. */
    public static Tls trusting(KeyStore trusted) {
        return new Tls(trusted, null, null, true);
    }

    /**
     * As this, showing a certificate to a server that asks for one.
     *
     * @param certificatePem the certificate, followed by those that signed it, in PEM
     * @param keyPem its private key, RSA or EC, in PEM: PKCS#8, not encrypted
     * @throws IllegalArgumentException if either can't be read; the message never shows the key
     */
    public Tls withIdentity(String certificatePem, String keyPem) {
        char[] password = {'i', 'n', ' ', 'm', 'e', 'm', 'o', 'r', 'y'};
        return new Tls(trusted, Pem.keyStore(certificatePem, keyPem, password), password, hostNameCheck);
    }

    /** As this, showing a certificate from a key store to a server that asks for one. */
    public Tls withIdentity(KeyStore identity, char[] password) {
        return new Tls(trusted, identity, password.clone(), hostNameCheck);
    }

    /** As this, taking a trusted certificate from any server whatever its name. */
    public Tls withoutHostNameCheck() {
        return new Tls(trusted, identity, identityPassword, false);
    }

    /** Whether the server's name must be in its certificate. */
    public boolean hostNameCheck() {
        return hostNameCheck;
    }

    /** Checks servers' certificates, without their names. */
    public TrustManagerFactory trustManagerFactory() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory;
    }

    /** The first of the {@link #trustManagerFactory()} that knows X.509. */
    public X509TrustManager trustManager() throws GeneralSecurityException {
        for (TrustManager manager : trustManagerFactory().getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("the platform has no X.509 trust manager");
    }

    /** The client's own certificate; null if there is none. */
    public @Nullable KeyManagerFactory keyManagerFactory() throws GeneralSecurityException {
        if (identity == null) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(identity, identityPassword);
        return factory;
    }

    /** All of it but the check of names, which whoever opens the socket has to switch on. */
    public SSLContext context() throws GeneralSecurityException {
        KeyManagerFactory keys = keyManagerFactory();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                keys == null ? null : keys.getKeyManagers(),
                trustManagerFactory().getTrustManagers(),
                null);
        return context;
    }

    @Override
    public String toString() {
        return "Tls[trusting " + (trusted == null ? "the platform's" : "own") + ", "
                + (identity == null ? "no certificate" : "a certificate") + ", names "
                + (hostNameCheck ? "checked" : "not checked") + "]";
    }
}
