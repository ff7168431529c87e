// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.dtls;

import dev.janusclient.media.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/** The role of who waits for the other side to begin. */
@SuppressWarnings({"JdkObsolete", "rawtypes"}) // the library's extensions are in a Hashtable
final class DtlsServer extends DefaultTlsServer {
    private final DtlsSettings settings;
    private final SrtpHandshakeResult result;
    private @Nullable SrtpProfile profile;

    DtlsServer(DtlsSettings settings, SrtpHandshakeResult result) {
        super(settings.identity().crypto);
        this.settings = settings;
        this.result = result;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsUtils.getSupportedCipherSuites(getCrypto(), DtlsSettings.cipherSuites(false));
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return settings.timeoutMillis();
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return DtlsSettings.RESEND_MILLIS;
    }

    @Override
    public void processClientExtensions(Hashtable clientExtensions) throws IOException {
        super.processClientExtensions(clientExtensions);
        UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(clientExtensions);
        int[] ids = offered == null ? new int[0] : offered.getProtectionProfiles();
        for (SrtpProfile ours : settings.profiles()) {
            for (int id : ids) {
                if (profile == null && ours.id() == id) {
                    profile = ours;
                }
            }
        }
        if (profile == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile in common");
        }
        result.profile(profile);
    }

    @Override
    public Hashtable<?, ?> getServerExtensions() throws IOException {
        Hashtable<?, ?> extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
        if (profile != null) {
            TlsSRTPUtils.addUseSRTPExtension(
                    extensions, new UseSRTPData(new int[] {profile.id()}, TlsUtils.EMPTY_BYTES));
        }
        return extensions;
    }

    @Override
    public CertificateRequest getCertificateRequest() {
        return new CertificateRequest(
                new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
                TlsUtils.getDefaultSupportedSignatureAlgorithms(context),
                null);
    }

    @Override
    public void notifyClientCertificate(Certificate shown) throws IOException {
        settings.check(shown);
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
        return settings.credentials(context);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        result.export(context);
    }
}
