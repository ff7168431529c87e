// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.dtls;

import dev.janusclient.media.srtp.SrtpKey;
import dev.janusclient.media.srtp.SrtpKeys;
import dev.janusclient.media.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/** The profile that was agreed on, and then the keys (RFC 5764 section 4.2). */
final class SrtpHandshakeResult {
    private final boolean client;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;

    SrtpHandshakeResult(boolean client) {
        this.client = client;
    }

    void profile(SrtpProfile agreed) {
        profile = agreed;
    }

    /** Takes the server's choice. */
    void choose(DtlsSettings settings, @Nullable UseSRTPData answer) throws IOException {
        int[] ids = answer == null ? new int[0] : answer.getProtectionProfiles();
        SrtpProfile chosen = ids.length == 1 ? SrtpProfile.ofId(ids[0]).orElse(null) : null;
        if (chosen == null || !settings.profiles().contains(chosen)) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter, "no SRTP profile of ours was chosen");
        }
        profile(chosen);
    }

    void export(TlsContext context) {
        SrtpProfile agreed = profile;
        if (agreed == null) {
            throw new IllegalStateException("no profile was agreed on");
        }
        int key = SrtpProfile.KEY_LENGTH;
        int salt = agreed.saltLength();
        byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
        SrtpKey clients = part(agreed, material, 0, 2 * key);
        SrtpKey servers = part(agreed, material, key, 2 * key + salt);
        Arrays.fill(material, (byte) 0);
        keys = client ? new SrtpKeys(clients, servers) : new SrtpKeys(servers, clients);
    }

    private static SrtpKey part(SrtpProfile profile, byte[] material, int keyAt, int saltAt) {
        byte[] key = Arrays.copyOfRange(material, keyAt, keyAt + SrtpProfile.KEY_LENGTH);
        byte[] salt = Arrays.copyOfRange(material, saltAt, saltAt + profile.saltLength());
        try {
            return SrtpKey.of(profile, key, salt);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(salt, (byte) 0);
        }
    }

    SrtpKeys keys() {
        SrtpKeys exported = keys;
        if (exported == null) {
            throw new IllegalStateException("the handshake ended without keys");
        }
        return exported;
    }
}
