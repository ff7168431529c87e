// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.system.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the modules of the library say of themselves. */
class ModuleDescriptorTest {
    private static final String SERVICES = "META-INF/services/";

    static List<ModuleReference> modules() {
        return ModulePath.published();
    }

    @Test
    void everyPublishedArtifactIsAModule() {
        assertThat(modules())
                .noneMatch(module -> module.descriptor().isAutomatic())
                .extracting(module -> module.descriptor().name())
                .containsExactlyInAnyOrder(
                        "dev.janusclient",
                        "dev.janusclient.netty",
                        "dev.janusclient.okhttp",
                        "dev.janusclient.rabbitmq",
                        "dev.janusclient.mqtt",
                        "dev.janusclient.cluster",
                        "dev.janusclient.cluster.jdbc",
                        "dev.janusclient.cluster.redis",
                        "dev.janusclient.audio",
                        "dev.janusclient.media",
                        "dev.janusclient.micrometer",
                        "dev.janusclient.tools.model",
                        "dev.janusclient.tools.console",
                        "dev.janusclient.webrtc",
                        "dev.janusclient.testkit");
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyPackageIsExportedUnlessItIsInternal(ModuleReference module) {
        ModuleDescriptor descriptor = module.descriptor();
        Set<String> open = descriptor.exports().stream()
                .filter(exports -> !exports.isQualified())
                .map(Exports::source)
                .collect(Collectors.toSet());
        // .jsonb has only what is generated to register the JSON adapters, .netns.bin a program, .console.page a web
        // page.
        Set<String> wanted = descriptor.packages().stream()
                .filter(name -> !name.contains(".internal")
                        && Stream.of(".jsonb", ".netns.bin", ".console.page").noneMatch(name::endsWith))
                .collect(Collectors.toSet());

        assertThat(open).isEqualTo(wanted);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleRequiresWhatItUsesAndExportsInternalsToNobodyElse(ModuleReference module) {
        String name = module.descriptor().name();
        Set<String> readable = new TreeSet<>(module.descriptor().requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .toList());
        List<String> roots =
                new ArrayList<>(List.of("org.jspecify")); // required when compiling, so not resolved by itself
        modules().forEach(each -> roots.add(each.descriptor().name()));
        Configuration library = ModulePath.resolve(roots);
        library.findModule(name).orElseThrow().reads().forEach(read -> readable.add(read.name()));

        List<String> report =
                Run.tool("jdeps", "--module-path", ModulePath.of(library), "--multi-release", "17", "--check", name);
        int suggested = indexOf(report, "[Suggested module descriptor");
        int reduced = indexOf(report, "[Transitive reduced graph");
        Set<String> used = report.subList(suggested + 1, reduced).stream()
                .map(line -> line.replaceAll("^ *requires (transitive |mandated )*|[ ;].*$|;", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(used).isNotEmpty().isSubsetOf(readable);
        assertThat(report).noneMatch(line -> line.contains("Unused qualified exports"));
    }

    private static int indexOf(List<String> report, String title) {
        for (int i = 0; i < report.size(); i++) {
            if (report.get(i).contains(title)) {
                return i;
            }
        }
        throw new AssertionError("jdeps said nothing of " + title + ": " + report);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theClassPathFindsTheServicesThatTheModulePathFinds(ModuleReference module) throws IOException {
        Set<String> onTheModulePath = new HashSet<>();
        for (Provides provides : module.descriptor().provides()) {
            provides.providers().forEach(provider -> onTheModulePath.add(provides.service() + " " + provider));
        }
        Set<String> onTheClassPath = new HashSet<>();
        try (ModuleReader reader = module.open()) {
            for (String file :
                    reader.list().filter(file -> file.startsWith(SERVICES)).toList()) {
                if (file.equals(SERVICES)) {
                    continue;
                }
                String text = StandardCharsets.UTF_8
                        .decode(reader.read(file).orElseThrow())
                        .toString();
                text.lines()
                        .forEach(provider -> onTheClassPath.add(file.substring(SERVICES.length()) + " " + provider));
            }
        }

        assertThat(onTheModulePath).isEqualTo(onTheClassPath);
    }
}
