// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.modules;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.mojo.animal_sniffer.ClassListBuilder;
import org.codehaus.mojo.animal_sniffer.SignatureChecker;
import org.codehaus.mojo.animal_sniffer.logging.PrintWriterLogger;

/** What Android has from API level 26 on, desugaring included. */
final class AndroidApi {
    private static final Pattern UNDEFINED = Pattern.compile("\\.jar:([^:]+)\\.class.*Undefined reference: (.*)");

    private AndroidApi() {}

    /**
     * A class or a member that neither a jar nor Android has.
     *
     * @param from the class that refers to it
     * @param to what is missing
     */
    record Missing(String from, String to) {}

    /** All that a jar refers to in vain. */
    static List<Missing> missingFor(Path jar) throws IOException {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        try (InputStream api = AndroidApi.class.getResourceAsStream("/android-api-26.signature");
                PrintStream out = new PrintStream(found, false, StandardCharsets.UTF_8)) {
            PrintWriterLogger log = new PrintWriterLogger(out);
            ClassListBuilder own = new ClassListBuilder(log);
            own.process(jar.toFile());
            Set<String> known = new HashSet<>(own.getPackages());
            // Records are desugared.
            known.addAll(Set.of("java.lang.Record", "java.lang.runtime.ObjectMethods"));
            SignatureChecker checker = new SignatureChecker(api, known, log);
            checker.setSourcePath(List.of());
            checker.process(jar.toFile());
        }
        return found.toString(StandardCharsets.UTF_8)
                .lines()
                .map(UNDEFINED::matcher)
                .filter(Matcher::find)
                .map(line -> new Missing(line.group(1).replace('/', '.'), line.group(2)))
                .toList();
    }
}
