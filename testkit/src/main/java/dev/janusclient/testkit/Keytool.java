// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A key store in a folder of its own, filled by the JDK's keytool. */
final class Keytool implements AutoCloseable {
    private static final String PASSWORD = "throw-away";

    private final TempFolder folder = new TempFolder("janus-certificate-");
    private final Path file = folder.resolve("store.p12");

    /** Makes a key and a certificate for names and IP addresses, valid for a day. */
    void make(String alias, String[] names, List<String> more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                // Janus's HTTPS does not start with an EC key of the JDK's making.
                "RSA",
                "-keysize",
                "2048",
                "-alias",
                alias,
                "-validity",
                "1",
                "-dname",
                "CN=" + names[0].replace(':', '.'),
                "-ext",
                "san=" + Arrays.stream(names).map(Keytool::alternative).collect(Collectors.joining(",")),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
        command.addAll(more);
        run(command);
    }

    String certificatePem(String alias) {
        try {
            return pem("CERTIFICATE", store().getCertificate(alias).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the new key store can't be read", e);
        }
    }

    /** The private key, PKCS#8. */
    String keyPem(String alias) {
        try {
            return pem(
                    "PRIVATE KEY", store().getKey(alias, PASSWORD.toCharArray()).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the new key store can't be read", e);
        }
    }

    private KeyStore store() throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

    private static String pem(String kind, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n";
    }

    @Override
    public void close() {
        folder.close();
    }
}
