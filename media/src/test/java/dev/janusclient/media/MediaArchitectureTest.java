// SPDX-License-Identifier: Apache-2.0
package dev.janusclient.media;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Checks the table of this module's packages in {@code docs/architecture.md}. */
@AnalyzeClasses(packages = "dev.janusclient.media", importOptions = ImportOption.DoNotIncludeTests.class)
class MediaArchitectureTest {
    private static final String BASE = "dev.janusclient.media";

    @ArchTest
    static final ArchRule noPackageImportsInACircle =
            slices().matching("dev.janusclient.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule rtpKnowsNothing = only("rtp");

    @ArchTest
    static final ArchRule iceKnowsNothing = only("ice");

    @ArchTest
    static final ArchRule sdpKnowsCodecs = only("sdp", "rtp");

    @ArchTest
    static final ArchRule srtpKnowsRtp = only("srtp", "rtp");

    @ArchTest
    static final ArchRule dtlsKnowsSrtp = only("dtls", "srtp");

    @ArchTest
    static final ArchRule audioKnowsTheRoot = only("audio", "", "rtp");

    @ArchTest
    static final ArchRule theRootKnowsNoAudio = noClasses()
            .that()
            .resideInAPackage(BASE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".audio..");

    @ArchTest
    static final ArchRule noThreadSleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    private static ArchRule only(String name, String... mayUse) {
        Set<String> allowed = Set.of(mayUse);
        return noClasses()
                .that()
                .resideInAPackage(BASE + "." + name)
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("other packages of the module than " + allowed) {
                    @Override
                    public boolean test(JavaClass used) {
                        String other = used.getPackageName();
                        if (!other.startsWith(BASE) || other.equals(BASE + "." + name)) {
                            return false;
                        }
                        return !allowed.contains(other.equals(BASE) ? "" : other.substring(BASE.length() + 1));
                    }
                })
                .allowEmptyShould(true);
    }
}
