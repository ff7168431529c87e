package dev.janusclient;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the table of rooms in {@code docs/architecture.md}: an import points only down the list. */
@AnalyzeClasses(packages = "dev.janusclient", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String BASE = "dev.janusclient";

    @ArchTest
    static final ArchRule noPackageImportsInACircle =
            slices().matching(BASE + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule transportKnowsNobody = only("transport");

    @ArchTest
    static final ArchRule errorKnowsTheTransportOnly = only("error", "transport");

    @ArchTest
    static final ArchRule messageKnowsErrorsOnly = only("message", "error");

    @ArchTest
    static final ArchRule longPollsAreForTransports = only("longpoll", "message", "transport", "error");

    @ArchTest
    static final ArchRule theClientItselfKnowsNoLongPolls = noClasses()
            .that()
            .resideOutsideOfPackage(BASE + ".longpoll..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".longpoll..");

    @ArchTest
    static final ArchRule connectionKnowsNothingOfPlugins =
            only("connection", "handover", "message", "transport", "error");

    @ArchTest
    static final ArchRule ticketsKnowMessagesOnly = only("handover", "message", "error");

    @ArchTest
    static final ArchRule recoveryIsValuesAndFunctions = only("recovery", "handover", "message", "transport", "error");

    @ArchTest
    static final ArchRule theRootKnowsNoPlugin = noClasses()
            .that()
            .resideInAPackage(BASE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(BASE + ".plugin..");

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
    static final ArchRule threadsLiveInTheConnection = noClasses()
            .that()
            .resideOutsideOfPackages(BASE + ".connection..", BASE)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);

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
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    private static ArchRule only(String room, String... mayUse) {
        String[] allowed = new String[mayUse.length + 2];
        allowed[0] = BASE + "." + room + "..";
        for (int i = 0; i < mayUse.length; i++) {
            allowed[i + 1] = BASE + "." + mayUse[i] + "..";
        }
        allowed[mayUse.length + 1] = BASE + ".jsonb..";
        return noClasses()
                .that()
                .resideInAPackage(BASE + "." + room + "..")
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("rooms above " + room) {
                    @Override
                    public boolean test(JavaClass used) {
                        String name = used.getPackageName();
                        if (!name.startsWith(BASE)) {
                            return false;
                        }
                        for (String pattern : allowed) {
                            String prefix = pattern.substring(0, pattern.length() - 2);
                            if (name.equals(prefix) || name.startsWith(prefix + ".")) {
                                return false;
                            }
                        }
                        return true;
                    }
                });
    }
}
