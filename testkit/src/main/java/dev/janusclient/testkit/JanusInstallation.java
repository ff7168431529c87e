// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the real Janus is on this machine. The program is {@code $JANUS_TEST_JANUS} or {@code janus} in the path, its
 * modules are in {@code $JANUS_TEST_JANUS_LIB} or in one of the usual folders.
 */
record JanusInstallation(String program, Path modules) {
    static JanusInstallation find() {
        String wanted = System.getenv().getOrDefault("JANUS_TEST_JANUS", "janus");
        String program = ChildProcess.findOnPath(wanted);
        if (program == null) {
            throw new IllegalStateException("Janus is not installed (looked for '" + wanted
                    + "'): install the package janus, or name the program in JANUS_TEST_JANUS");
        }
        return new JanusInstallation(program, findModules());
    }

    private static Path findModules() {
        String named = System.getenv("JANUS_TEST_JANUS_LIB");
        Stream<Path> candidates = named != null
                ? Stream.of(Path.of(named))
                : Stream.concat(
                        Stream.of(Path.of("/opt/janus/lib/janus"), Path.of("/usr/local/lib/janus")),
                        Stream.concat(Stream.of(Path.of("/usr/lib/janus")), multiarchFolders()));
        return candidates
                .filter(folder -> Files.isDirectory(folder.resolve("plugins")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the plugins of Janus were not found: name the folder above them in JANUS_TEST_JANUS_LIB"));
    }

    private static Stream<Path> multiarchFolders() {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve("janus")).toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** The short names of what is installed of a kind, for example {@code sip} and {@code echotest} of {@code plugins}. */
    List<String> installed(String kind) {
        try (Stream<Path> files = Files.list(modules.resolve(kind))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("libjanus_") && name.endsWith(".so"))
                    .map(name -> name.substring("libjanus_".length(), name.length() - ".so".length()))
                    .sorted()
                    .toList();
        } catch (java.nio.file.NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return Stream.of(Path.of("/usr/share/janus"), Path.of("/opt/janus/share/janus"))
                .map(share -> share.resolve(plugin).resolve(name))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }
}
