package io.dspt.monitor.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What the enforcer cannot see: which package may know which, and that nothing that decides reads a clock, a random number or the network. */
final class ArchitectureTest {

    private static final String CORE = "io.dspt.monitor.core.";
    private static final String CORE_AND_BELOW = "io.dspt.monitor.core..";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.dspt.monitor.core");

    private static final ArchRule READS_NOTHING_FROM_ITS_SURROUNDINGS = noClasses()
            .should()
            .accessTargetWhere(readsTheSurroundings())
            .because("the same log must give the same findings, byte for byte, on any machine and at any time")
            .allowEmptyShould(true);

    private static final ArchRule HOLDS_NO_FLOATING_POINT = noFields()
            .should()
            .haveRawType(describe(
                    "float or double",
                    type -> type.isAssignableTo(float.class)
                            || type.isAssignableTo(double.class)
                            || type.isAssignableTo(Float.class)
                            || type.isAssignableTo(Double.class)))
            .because("decisions use no floating point")
            .allowEmptyShould(true);

    @Test
    void shouldKeepJsonInTheAzurePackage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(CORE + "azure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .because("only the azure package knows the wire format"));
    }

    @Test
    void shouldKeepNetworkAndLoggingOut() {
        check(noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.net..",
                        "javax.net..",
                        "java.util.logging..",
                        "org.slf4j..",
                        "ch.qos.logback..",
                        "org.apache.kafka..",
                        "com.azure.."))
                .because("the core is a function: its hosts do the input, the output and the logging"));
    }

    @Test
    void shouldReadNothingFromItsSurroundings() {
        check(READS_NOTHING_FROM_ITS_SURROUNDINGS);
    }

    @Test
    void shouldHoldNoFloatingPoint() {
        check(HOLDS_NO_FLOATING_POINT);
    }

    @Test
    void shouldKeepFactsIndependentOfTheRestOfCore() {
        check(noClasses()
                .that()
                .resideInAPackage(CORE + "fact..")
                .should()
                .dependOnClassesThat(resideInAPackage(CORE_AND_BELOW).and(resideOutsideOfPackage(CORE + "fact.."))));
    }

    @Test
    void shouldBuildEventsOnFactsAndTheirBinaryFormAlone() {
        check(noClasses()
                .that()
                .resideInAPackage(CORE + "event..")
                .should()
                .dependOnClassesThat(resideInAPackage(CORE_AND_BELOW)
                        .and(resideOutsideOfPackage(CORE + "event.."))
                        .and(resideOutsideOfPackage(CORE + "fact.."))
                        .and(resideOutsideOfPackage(CORE + "codec.."))));
    }

    @Test
    void shouldJudgeWithoutKnowingTheWireFormatOrTheFold() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        CORE + "rule..",
                        CORE + "finding..",
                        CORE + "inventory..",
                        CORE + "standard..",
                        CORE + "ledger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CORE + "azure..", CORE + "fold.."));
    }

    @Test
    void shouldReadAzureRecordsWithoutKnowingRulesOrFindings() {
        check(noClasses()
                .that()
                .resideInAPackage(CORE + "azure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CORE + "rule..", CORE + "finding..", CORE + "fold..", CORE + "standard.."));
    }

    /** Guards the guard: a rule whose predicate matches nothing would pass for ever. */
    @Test
    void shouldNoticeEveryKindOfImpurity() {
        JavaClasses impure = new ClassFileImporter().importClasses(Impure.class);

        var reads = READS_NOTHING_FROM_ITS_SURROUNDINGS.evaluate(impure);
        var fields = HOLDS_NO_FLOATING_POINT.evaluate(impure);

        String described = reads.getFailureReport().toString();
        for (String method : Impure.METHODS) {
            assertTrue(described.contains("." + method + "("), () -> method + " went unnoticed in " + described);
        }
        assertEquals(2, fields.getFailureReport().getDetails().size());
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheSurroundings() {
        return describe("reads a clock, a random number or the machine's settings", access -> {
            AccessTarget target = access.getTarget();
            JavaClass owner = target.getOwner();
            String type = owner.getFullName();
            String name = target.getName();
            return switch (type) {
                case "java.lang.System" ->
                    name.equals("currentTimeMillis")
                            || name.equals("nanoTime")
                            || name.equals("getenv")
                            || name.equals("getProperty")
                            || name.equals("identityHashCode")
                            || name.equals("getLogger");
                case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
                case "java.util.UUID" -> name.equals("randomUUID");
                case "java.util.Locale" -> name.equals("getDefault");
                case "java.util.TimeZone" -> name.equals("getDefault");
                case "java.time.ZoneId" -> name.equals("systemDefault");
                case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
                case "java.util.Date" -> name.equals("<init>") && isCallWithoutArguments(access);
                case "java.util.Random",
                        "java.util.SplittableRandom",
                        "java.security.SecureRandom",
                        "java.util.concurrent.ThreadLocalRandom" -> true;
                default -> owner.getPackageName().startsWith("java.time") && name.equals("now");
            };
        });
    }

    private static boolean isCallWithoutArguments(JavaAccess<?> access) {
        return access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget call
                && call.getRawParameterTypes().isEmpty();
    }

    /** Does, once each, what code of the core must not do. */
    @SuppressWarnings("unused")
    private static final class Impure {
        private static final String[] METHODS = {
            "milliseconds", "reference", "instant", "date", "clock", "random", "mathRandom", "uuid", "locale"
        };

        private float ratio;
        private Double boxedRatio;

        long milliseconds() {
            return System.currentTimeMillis();
        }

        LongSupplier reference() {
            return System::nanoTime;
        }

        Instant instant(Optional<Instant> given) {
            return given.orElseGet(() -> Instant.now());
        }

        LocalDate date() {
            return LocalDate.now(Clock.systemUTC());
        }

        Clock clock() {
            return Clock.systemUTC();
        }

        int random() {
            return new Random(1).nextInt();
        }

        double mathRandom() {
            return Math.random();
        }

        UUID uuid() {
            return UUID.randomUUID();
        }

        Locale locale() {
            return Locale.getDefault();
        }
    }
}
