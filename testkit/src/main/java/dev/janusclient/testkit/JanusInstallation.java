// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Janus on this machine: the program, the modules and the scripts below one prefix, and nothing from elsewhere.
 *
 * @param prefix what it was built with as {@code --prefix}, for example {@code /usr}; without symbolic links
 * @param modules the folder of {@code plugins}, {@code transports}, {@code events} and {@code loggers}
 * @param version for example {@code 1.1.2}
 */
record JanusInstallation(Path prefix, Path modules, String version) {
    /** A prefix, or the word {@code embedded}. */
    private static final String SETTING = "JANUS_HOME";

    private static final String EMBEDDED = "embedded";
    private static final Pattern VERSION = Pattern.compile("\\b\\d+\\.\\d+\\.\\d+\\b");
    // What Janus brings itself; the modules of others need not be built with it.
    private static final Pattern OWN_MODULE = Pattern.compile(
            "libjanus_(audiobridge|duktape|echotest|lua|nosip|recordplay|sip|streaming|textroom|videocall"
                    + "|videoroom|voicemail|http|mqtt|nanomsg|pfunix|rabbitmq|websockets)\\.so");

    private static final Pattern MISFIT = Pattern.compile(".*(was compiled against an older version of the API"
            + "|Missing some mandatory methods/callbacks|Couldn't load .*undefined symbol).*");

    /** The Janus that {@code JANUS_HOME} names, else the {@code janus} in the path. */
    static JanusInstallation find() {
        String home = System.getenv().getOrDefault(SETTING, "");
        if (home.equals(EMBEDDED)) {
            return embedded();
        }
        if (!home.isEmpty()) {
            return at(Path.of(home));
        }
        String program = ChildProcess.findOnPath("janus");
        if (program == null) {
            throw new IllegalStateException("Janus is not installed: install the package janus, or name the prefix of a"
                    + " Janus in the environment variable " + SETTING + ", or the word " + EMBEDDED
                    + " to have one fetched into your cache");
        }
        return at(real(Path.of(program)).resolve("../..").normalize());
    }

    static JanusInstallation embedded() {
        return at(EmbeddedJanus.prefix());
    }

    /**
     * The Janus below a prefix.
     *
     * @throws IllegalStateException if there is none, or parts of several
     */
    static JanusInstallation at(Path prefix) {
        Path program = prefix.resolve("bin/janus");
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException("there is no Janus in " + prefix + ": " + program + " is no program");
        }
        Path home = real(prefix);
        requireWithin(home, program);
        Path modules = modules(home);
        requireOneBuild(modules);
        return new JanusInstallation(home, modules, version(program));
    }

    /** The program to start. */
    String program() {
        return prefix.resolve("bin/janus").toString();
    }

    private static Path modules(Path prefix) {
        Set<Path> found = new LinkedHashSet<>();
        Stream.concat(Stream.of(prefix.resolve("lib"), prefix.resolve("lib64")), list(prefix.resolve("lib")).stream())
                .map(folder -> folder.resolve("janus"))
                .filter(folder -> Files.isDirectory(folder.resolve("plugins")))
                .forEach(folder -> {
                    requireWithin(prefix, folder);
                    found.add(real(folder));
                });
        if (found.isEmpty()) {
            throw new IllegalStateException("there is a Janus in " + prefix + ", but no lib/janus/plugins beside it");
        }
        if (found.size() > 1) {
            throw new IllegalStateException("mixed versions of Janus in " + prefix + ": there are modules in " + found);
        }
        return found.iterator().next();
    }

    private static void requireWithin(Path prefix, Path part) {
        Path real = real(part);
        if (!real.startsWith(prefix)) {
            throw new IllegalStateException("mixed versions of Janus in " + prefix + ": " + part + " is a link to "
                    + real + "; name the prefix of that one");
        }
    }

    /** Each release of Janus gives the files of its modules another number, for example {@code libjanus_sip.so.2.0.10}. */
    private static void requireOneBuild(Path modules) {
        Map<String, String> examples = new TreeMap<>();
        for (String kind : List.of("plugins", "transports")) {
            for (Path module : list(modules.resolve(kind))) {
                if (OWN_MODULE.matcher(module.getFileName().toString()).matches()) {
                    String file = real(module).getFileName().toString();
                    examples.putIfAbsent(file.substring(file.indexOf(".so")), file);
                }
            }
        }
        if (examples.size() > 1) {
            throw new IllegalStateException("mixed versions of Janus: " + modules
                    + " has modules of several releases, for example " + examples.values());
        }
    }

    private static String version(Path program) {
        // Newer ones print only this; older ones print it before they complain about the option.
        try (TempFolder folder = new TempFolder("janus-version-");
                ChildProcess janus = ChildProcess.start(
                        "Janus", List.of(program.toString(), "--version"), folder.path(), folder.resolve("log"))) {
            boolean ended = janus.awaitExit(java.time.Duration.ofSeconds(10));
            Matcher version = VERSION.matcher(janus.log());
            if (!ended || !version.find()) {
                throw new IllegalStateException(program + " --version told no version: " + janus.log());
            }
            return version.group();
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (java.nio.file.NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Janus logged of a module that was built with another version, or null; it goes on without such a module. */
    static @Nullable String misfit(String log) {
        Matcher module = MISFIT.matcher(log);
        return module.find() ? module.group() : null;
    }

    /** The short names of what is installed of a kind, for example {@code sip} and {@code echotest} of {@code plugins}. */
    List<String> installed(String kind) {
        return list(modules.resolve(kind)).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.startsWith("libjanus_") && name.endsWith(".so"))
                .map(name -> name.substring("libjanus_".length(), name.length() - ".so".length()))
                .toList();
    }

    /** The value of a {@code disable} item that leaves only the wanted modules of a kind. */
    String allBut(String kind, Set<String> wanted) {
        return String.join(
                ",",
                installed(kind).stream()
                        .filter(name -> !wanted.contains(shortName(kind, name)))
                        .map(name -> "libjanus_" + name + ".so")
                        .toList());
    }

    private static String shortName(String kind, String name) {
        return kind.equals("events") && name.endsWith("evh") ? name.substring(0, name.length() - 3) : name;
    }

    /** The script a scripting plugin ships with, or null if there is none. */
    @Nullable Path echoScript(String plugin) {
        String name = plugin.equals("lua") ? "echotest.lua" : "echotest.js";
        Path script = prefix.resolve("share/janus").resolve(plugin).resolve(name);
        return Files.exists(script) ? script : null;
    }

    /** For example {@code Janus 1.1.2 in /usr}. */
    @Override
    public String toString() {
        return "Janus " + version + " in " + prefix;
    }
}
