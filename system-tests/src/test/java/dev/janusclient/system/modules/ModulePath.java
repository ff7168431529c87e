package dev.janusclient.system.modules;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The class path of the tests, read as a module path. */
final class ModulePath {
    private static final ModuleFinder FINDER = ModuleFinder.of(entries().toArray(Path[]::new));

    private ModulePath() {}

    private static List<Path> entries() {
        List<Path> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            try {
                if (!ModuleFinder.of(path).findAll().isEmpty()) {
                    entries.add(path);
                }
            } catch (FindException e) {
                // A jar of the tests whose name makes no module name; nothing of the library needs it.
            }
        }
        return entries;
    }

    /** The modules of the library that are published. */
    static List<ModuleReference> published() {
        return FINDER.findAll().stream()
                .filter(module -> module.descriptor().name().startsWith("dev.janusclient"))
                .filter(module -> !module.descriptor().name().startsWith("dev.janusclient.examples"))
                .toList();
    }

    /** A program that starts with these modules, without the JDK's own. */
    static Configuration resolve(Collection<String> roots) {
        return ModuleLayer.boot().configuration().resolve(FINDER, ModuleFinder.of(), roots);
    }

    /** For a tool's {@code --module-path}. */
    static String of(Configuration program) {
        return program.modules().stream()
                .map(module ->
                        Path.of(module.reference().location().orElseThrow()).toString())
                .sorted()
                .collect(Collectors.joining(File.pathSeparator));
    }
}
