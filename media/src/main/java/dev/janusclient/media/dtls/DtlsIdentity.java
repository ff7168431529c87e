// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * A key pair on the curve P-256, and a self-signed certificate for it. The other side verifies it by its fingerprint, which is in
 * the descriptions. Immutable; one serves any number of handshakes.
 */
public final class DtlsIdentity {
    private static final Duration VALID_BEFORE = Duration.ofDays(1);
    private static final Duration VALID_AFTER = Duration.ofDays(365);
    private static final int SERIAL_BITS = 64;

    final BcTlsCrypto crypto;
    final AsymmetricKeyParameter privateKey;
    final byte[] certificate;
    private final Fingerprint fingerprint;

    private DtlsIdentity(BcTlsCrypto crypto, AsymmetricKeyParameter privateKey, byte[] certificate) {
        this.crypto = crypto;
        this.privateKey = privateKey;
        this.certificate = certificate;
        this.fingerprint = Fingerprint.of(certificate);
    }

    /** Makes one; takes some milliseconds, and the first time in a JVM some hundred. */
    public static DtlsIdentity create() {
        SecureRandom random = new SecureRandom();
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(
                new ECNamedDomainParameters(
                        SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByOID(SECObjectIdentifiers.secp256r1)),
                random));
        AsymmetricCipherKeyPair keys = generator.generateKeyPair();
        try {
            return new DtlsIdentity(new BcTlsCrypto(random), keys.getPrivate(), certificate(keys, random));
        } catch (IOException | CryptoException e) {
            throw new IllegalStateException("a certificate could not be made", e);
        }
    }

    private static byte[] certificate(AsymmetricCipherKeyPair keys, SecureRandom random)
            throws IOException, CryptoException {
        AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
        X500Name name = new X500Name("CN=janus-client");
        Instant now = Instant.now();
        V3TBSCertificateGenerator fields = new V3TBSCertificateGenerator();
        fields.setSerialNumber(new ASN1Integer(new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE)));
        fields.setSignature(algorithm);
        fields.setIssuer(name);
        fields.setSubject(name);
        fields.setStartDate(new Time(Date.from(now.minus(VALID_BEFORE))));
        fields.setEndDate(new Time(Date.from(now.plus(VALID_AFTER))));
        fields.setSubjectPublicKeyInfo(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(keys.getPublic()));
        TBSCertificate unsigned = fields.generateTBSCertificate();

        DSADigestSigner signer = new DSADigestSigner(new ECDSASigner(), new SHA256Digest());
        signer.init(true, new ParametersWithRandom(keys.getPrivate(), random));
        byte[] bytes = unsigned.getEncoded(ASN1Encoding.DER);
        signer.update(bytes, 0, bytes.length);
        return new DERSequence(new ASN1Encodable[] {unsigned, algorithm, new DERBitString(signer.generateSignature())})
                .getEncoded(ASN1Encoding.DER);
    }

    /** What our descriptions say of the certificate. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /** Says the fingerprint only. */
    @Override
    public String toString() {
        return "DtlsIdentity[" + fingerprint + "]";
    }
}
