package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a sign-in shows that a second factor was used.
 *
 * <p>The requirement alone proves nothing: a sign-in through a federated identity provider or a broker reads {@code
 * singleFactorAuthentication} although a second factor was given elsewhere. Only the steps prove it, or the claim of an
 * earlier one; where no step is told, it is unknown.
 */
final class MultiFactorEvidence {
    /** Methods that are two factors in themselves, in lower case. */
    private static final Set<String> STRONG_METHODS = Set.of(
            "fido2 security key",
            "windows hello for business",
            "passkey (device-bound)",
            "passkey (microsoft authenticator)",
            "passkey (synced)",
            "passwordless phone sign-in",
            "platform credential",
            "x.509 certificate (multi-factor)");

    private MultiFactorEvidence() {}

    static FactValue of(JsonObject details) {
        if (claimsMultiFactor(details.object("status").text("additionalDetails"))) {
            return FactValue.flag(true);
        }
        List<JsonObject> steps = details.objects("authenticationDetails");
        if (steps.stream().anyMatch(MultiFactorEvidence::showsSecondFactor)) {
            return FactValue.flag(true);
        }
        return steps.stream().anyMatch(step -> step.text("authenticationMethod") != null)
                ? FactValue.flag(false)
                : Missing.UNKNOWN;
    }

    private static boolean showsSecondFactor(JsonObject step) {
        if (!"true".equalsIgnoreCase(step.text("succeeded"))) {
            return false;
        }
        String method = lower(step.text("authenticationMethod"));
        String requirement = lower(step.text("authenticationStepRequirement"));
        return claimsMultiFactor(step.text("authenticationStepResultDetail"))
                || STRONG_METHODS.contains(method)
                || requirement.contains("multi")
                || requirement.contains("mfa")
                || requirement.contains("secondary");
    }

    /** "MFA requirement satisfied by claim …", "MFA completed in Azure AD"; a first factor's claim reads much the same. */
    private static boolean claimsMultiFactor(@Nullable String detail) {
        String text = lower(detail);
        return (text.contains("mfa") || text.contains("multi-factor") || text.contains("multifactor"))
                && (text.contains("satisfied") || text.contains("completed"));
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
