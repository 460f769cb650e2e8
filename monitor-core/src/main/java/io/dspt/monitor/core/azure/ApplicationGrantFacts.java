package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.azure.DirectoryChangeRecord.Target;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an application was given: permissions, owners, credentials. Names of the changed properties as Entra's audit log
 * writes them for consents, grants, application roles and keys.
 */
final class ApplicationGrantFacts {
    /** {@code Scope: Mail.Read Mail.Send,} within the description of a grant. */
    private static final Pattern SCOPE = Pattern.compile("Scope:\\s*([^,\\]]*+)");
    /** {@code [KeyIdentifier=…,KeyType=Password,…]} within the list of an application's keys. */
    private static final Pattern KEY = Pattern.compile("KeyIdentifier=([^,\\]]++)");

    private static final String BECOMES = "=>";

    private ApplicationGrantFacts() {}

    /** The name of the application that received it, rather than of the one whose permission or owner it is. */
    static FactValue application(DirectoryChangeRecord change) {
        return named(change, Target::name, "ServicePrincipal.DisplayName", "Application.DisplayName");
    }

    /** Its object id. */
    static FactValue applicationId(DirectoryChangeRecord change) {
        return named(change, Target::id, "ServicePrincipal.ObjectID", "Application.ObjectID");
    }

    private static FactValue named(
            DirectoryChangeRecord change, Function<Target, @Nullable String> member, String... properties) {
        for (String property : properties) {
            String value = change.modified(property);
            if (value != null) {
                return FactValue.text(value);
            }
        }
        String target = change.targets().stream()
                .filter(one ->
                        "Application".equalsIgnoreCase(one.type()) || "ServicePrincipal".equalsIgnoreCase(one.type()))
                .map(member)
                .findFirst()
                .orElse(null);
        return FactValue.textOr(target, change.targetsCarried() ? Missing.ABSENT : Missing.UNKNOWN);
    }

    /** The permissions given, or taken where the record tells of that. */
    static FactValue permissions(DirectoryChangeRecord change) {
        String consent = change.modified("ConsentAction.Permissions");
        if (consent != null) {
            return scopes(consent);
        }
        for (String property : List.of("DelegatedPermissionGrant.Scope", "AppRole.Value")) {
            String value = change.modified(property);
            if (value != null) {
                return FactSize.bounded(FactValue.texts(words(value)));
            }
        }
        return change.targetsCarried() ? Missing.ABSENT : Missing.UNKNOWN;
    }

    /** {@code [[old grants]] => [[new grants]]}. */
    private static FactValue scopes(String consent) {
        int becomes = consent.indexOf(BECOMES);
        Matcher scope = SCOPE.matcher(becomes < 0 ? consent : consent.substring(becomes + BECOMES.length()));
        Set<String> found = new LinkedHashSet<>();
        while (scope.find()) {
            found.addAll(words(scope.group(1)));
        }
        return found.isEmpty() ? Missing.UNKNOWN : FactSize.bounded(FactValue.texts(List.copyOf(found)));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /** Whether an administrator consented, for everybody. */
    static FactValue adminConsent(DirectoryChangeRecord change) {
        String consent = change.modified("ConsentContext.IsAdminConsent");
        if (consent != null) {
            return FactValue.flag(consent.equalsIgnoreCase("true"));
        }
        String type = change.modified("DelegatedPermissionGrant.ConsentType");
        if (type != null) {
            return FactValue.flag(type.equalsIgnoreCase("AllPrincipals"));
        }
        return change.targetsCarried() ? Missing.ABSENT : Missing.UNKNOWN;
    }

    /** Ids of keys that are there now and were not before; unknown when the keys are told in another form. */
    static FactValue credentialsAdded(DirectoryChangeRecord change) {
        Optional<ModifiedProperty> keys = ModifiedProperty.find(change.modified(), "KeyDescription");
        if (keys.isEmpty()) {
            return change.targetsCarried() ? Missing.ABSENT : Missing.UNKNOWN;
        }
        String after = keys.get().after();
        Set<String> added = keyIds(after);
        boolean told = after == null || !added.isEmpty() || after.strip().equals("[]");
        added.removeAll(keyIds(keys.get().before()));
        return told ? FactSize.bounded(FactValue.texts(List.copyOf(added))) : Missing.UNKNOWN;
    }

    private static Set<String> keyIds(@Nullable String keys) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher key = KEY.matcher(keys == null ? "" : keys);
        while (key.find()) {
            ids.add(key.group(1));
        }
        return ids;
    }
}
