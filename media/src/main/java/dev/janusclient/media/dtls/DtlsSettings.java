// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.dtls;

import dev.janusclient.media.srtp.SrtpProfile;
import java.io.IOException;
import java.util.List;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.util.Arrays;

/** What both roles have in common. */
record DtlsSettings(DtlsIdentity identity, Fingerprint remote, List<SrtpProfile> profiles, int timeoutMillis) {
    /** How long to wait before a flight is repeated the first time. */
    static final int RESEND_MILLIS = 250;

    private static final int[] CIPHER_SUITES_FOR_ECDSA = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
    };
    private static final int[] CIPHER_SUITES_FOR_RSA = {
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
    };

    /** The server's certificate decides: ours is for ECDSA, Janus's for either. */
    static int[] cipherSuites(boolean client) {
        return client ? Arrays.concatenate(CIPHER_SUITES_FOR_ECDSA, CIPHER_SUITES_FOR_RSA) : CIPHER_SUITES_FOR_ECDSA;
    }

    /** The numbers of our profiles. */
    int[] profileIds() {
        return profiles.stream().mapToInt(SrtpProfile::id).toArray();
    }

    TlsCredentialedSigner credentials(TlsContext context) throws IOException {
        TlsCertificate own = identity.crypto.createCertificate(identity.certificate);
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                identity.crypto,
                identity.privateKey,
                new Certificate(new TlsCertificate[] {own}),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    /** The certificate that was announced, whoever signed it, and no other. */
    void check(Certificate shown) throws IOException {
        if (shown.isEmpty() || !remote.fits(shown.getCertificateAt(0).getEncoded())) {
            throw new TlsFatalAlert(
                    AlertDescription.bad_certificate, "the certificate is not the one that the description announced");
        }
    }
}
