// SPDX-License-Identifier: Apache-2.0
package dev.janusclient;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.slf4j.Logger;

/** Checks the table of packages in {@code docs/architecture.md}: an import points only down the list. */
@AnalyzeClasses(packages = "dev.janusclient", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "dev.janusclient";

    @ArchTest
    static final ArchRule noPackageImportsInACircle =
            slices().matching(BASE + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule errorKnowsTheTransportOnly = only("error", "transport");

    @ArchTest
    static final ArchRule transportKnowsNobody = only("transport");

    @ArchTest
    static final ArchRule bytesKnowErrorsOnly = only("internal.json", "error");

    @ArchTest
    static final ArchRule messageKnowsBytesAndErrors = only("message", "internal.json", "error");

    @ArchTest
    static final ArchRule envelopesKnowMessages = only("internal.message", "message", "internal.json", "error");

    @ArchTest
    static final ArchRule ticketsKnowMessagesOnly = only("handover", "message", "error");

    @ArchTest
    static final ArchRule recoveryIsValues = only("recovery", "handover", "message", "transport", "error");

    @ArchTest
    static final ArchRule observersSeeValues = only("observe", "recovery", "transport");

    @ArchTest
    static final ArchRule doctorIsValues = only("doctor", "message");

    @ArchTest
    static final ArchRule tablesKnowNoMachinery =
            only("plugin", "handover", "recovery", "message", "internal.message", "error");

    @ArchTest
    static final ArchRule threadsKnowNobody = only("internal.worker");

    @ArchTest
    static final ArchRule connectionKnowsNothingOfPlugins = only(
            "internal.connection",
            "internal.transport",
            "internal.worker",
            "internal.message",
            "observe",
            "handover",
            "message",
            "transport",
            "error");

    @ArchTest
    static final ArchRule handoffWorksOnConnections = only(
            "internal.handoff",
            "internal.connection",
            "internal.worker",
            "internal.message",
            "handover",
            "message",
            "error");

    @ArchTest
    static final ArchRule sessionsKnowNoRecovery = only(
            "internal.session",
            "internal.handoff",
            "internal.connection",
            "internal.worker",
            "internal.message",
            "plugin",
            "observe",
            "recovery",
            "handover",
            "message",
            "transport",
            "error");

    @ArchTest
    static final ArchRule machineryKnowsNoFace = noClasses()
            .that()
            .resideInAPackage(BASE + ".internal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE, BASE + ".plugin.*..", BASE + ".reclaim..", BASE + ".admin..");

    @ArchTest
    static final ArchRule longPollsAreForTransports =
            only("internal.longpoll", "internal.transport", "internal.message", "message", "transport", "error");

    @ArchTest
    static final ArchRule transportsShareLittle = only("internal.transport", "internal.worker", "transport", "error");

    @ArchTest
    static final ArchRule theClientItselfKnowsNoLongPolls = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".internal.longpoll..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".internal.longpoll..");

    @ArchTest
    static final ArchRule theRootKnowsNoPlugin = noClasses()
            .that()
            .resideInAPackage(BASE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".plugin.*..");

    @ArchTest
    static final ArchRule noPluginKnowsAnother =
            slices().matching(BASE + ".plugin.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule onlyReclaimKnowsTheAdmin = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".admin..", BASE + ".reclaim..", BASE + ".jsonb..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".admin..");

    @ArchTest
    static final ArchRule theAdminKnowsNoPlugin = noClasses()
            .that()
            .resideInAPackage(BASE + ".admin..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BASE + ".plugin..", BASE + ".reclaim..", BASE + ".handover..", BASE + ".recovery..");

    @ArchTest
    static final ArchRule threadsAreMadeByTheWorkers = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".internal.worker..")
            .should()
            .callConstructorWhere(target(owner(assignableTo(Thread.class))));

    @ArchTest
    static final ArchRule onlyMessageKnowsTheJsonLibrary = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".message..")
            .and()
            .haveSimpleNameNotEndingWith("JsonAdapter")
            .and()
            .haveSimpleNameNotEndingWith("JsonComponent")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.avaje.json..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("io.avaje.jsonb.Jsonb");

    @ArchTest
    static final ArchRule logsKnowNobody = only("internal.log");

    @ArchTest
    static final ArchRule everyLineGoesThroughTheBudget = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".internal.log..")
            .should()
            .callMethodWhere(target(owner(assignableTo(Logger.class))));

    @ArchTest
    static final ArchRule noThreadSleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    private static ArchRule only(String room, String... mayUse) {
        String[] allowed = new String[mayUse.length + 3];
        allowed[0] = BASE + "." + room;
        for (int i = 0; i < mayUse.length; i++) {
            allowed[i + 1] = BASE + "." + mayUse[i];
        }
        allowed[mayUse.length + 1] = BASE + ".jsonb";
        // Everything may log.
        allowed[mayUse.length + 2] = BASE + ".internal.log";
        return noClasses()
                .that()
                .resideInAPackage(BASE + "." + room)
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("rooms above " + room) {
                    @Override
                    public boolean test(JavaClass used) {
                        String name = used.getPackageName();
                        if (!name.startsWith(BASE)) {
                            return false;
                        }
                        return !List.of(allowed).contains(name);
                    }
                });
    }
}
