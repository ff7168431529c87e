package dev.janusclient.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A certificate that nobody signed but itself, made on the spot with the JDK's keytool, with its private key.
 *
 * @param certificatePem the certificate in PEM
 * @param keyPem its private key in PEM, PKCS#8; a throw-away, but never printed
 */
public record SelfSigned(String certificatePem, String keyPem) {
    private static final String PASSWORD = "throw-away";

    /** For these names and IPv4 or IPv6 addresses, valid for a day. */
    public static SelfSigned of(String... names) {
        try (TempFolder folder = new TempFolder("janus-certificate-")) {
            Path store = folder.resolve("store.p12");
            run(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    // Janus's HTTPS does not start with an EC key of the JDK's making.
                    "RSA",
                    "-keysize",
                    "2048",
                    "-alias",
                    "own",
                    "-validity",
                    "1",
                    "-dname",
                    "CN=" + names[0].replace(':', '.'),
                    "-ext",
                    "san=" + Arrays.stream(names).map(SelfSigned::alternative).collect(Collectors.joining(",")),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    store.toString()));
            return read(store);
        }
    }

    private static String alternative(String name) {
        return (Character.isDigit(name.charAt(0)) || name.contains(":") ? "ip:" : "dns:") + name;
    }

    private static void run(List<String> command) {
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!keytool.waitFor(30, TimeUnit.SECONDS)) {
                keytool.destroyForcibly();
                throw new IllegalStateException("keytool did not end");
            }
            if (keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool ended with " + keytool.exitValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool ran", e);
        }
    }

    private static SelfSigned read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return new SelfSigned(
                    pem("CERTIFICATE", store.getCertificate("own").getEncoded()),
                    pem(
                            "PRIVATE KEY",
                            store.getKey("own", PASSWORD.toCharArray()).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the new key store can't be read", e);
        }
    }

    private static String pem(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }

    @Override
    public String toString() {
        return "SelfSigned[" + certificatePem.length() + " characters of certificate]";
    }
}
