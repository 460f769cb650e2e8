package io.dspt.monitor.core.azure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks credentials: SAS signatures, account and shared access keys, JSON Web Tokens and bearer tokens. */
final class SecretMask {
    /** A credential's characters, base64 or percent encoded, as JSON may escape them. */
    private static final String VALUE = "((?:(?!%26|%22)[A-Za-z0-9%+/=_.~-]|\\\\+u00(?:2[bBfF]|3[dD])|\\\\+/)+)";

    private static final String NOT_MASKED_YET = "(?!masked:)";

    private static final Pattern SAS_SIGNATURE =
            Pattern.compile("((?:(?<![A-Za-z0-9_])|(?<=u0026)|(?<=%26)|(?<=%3[fF])|(?<=u003[fF]))"
                    + "(?i:sig)(?:=|%3[dD]|%253[dD]|\\\\+u003[dD]))" + NOT_MASKED_YET + VALUE);
    private static final Pattern NAMED_KEY = Pattern.compile(
            "((?i:AccountKey|SharedAccessKey)(?:\\s*=\\s*|%3[dD]|\\\\+u003[dD]))" + NOT_MASKED_YET + VALUE);
    private static final Pattern JSON_WEB_TOKEN =
            Pattern.compile("()(eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*){0,3})");
    private static final Pattern BEARER_TOKEN =
            Pattern.compile("((?i:bearer)(?:\\s|%20|\\+)+)" + NOT_MASKED_YET + "((?:[A-Za-z0-9._~+=-]|\\\\?/){16,})");

    private final MaskedToken token;

    SecretMask(MaskedToken token) {
        this.token = token;
    }

    String mask(String text) {
        String masked = text;
        if (contains(masked, "sig=", "SIG=", "Sig=", "sig%", "sig\\")) {
            masked = replace(SAS_SIGNATURE, masked);
        }
        if (contains(masked, "AccountKey", "SharedAccessKey", "accountkey", "sharedaccesskey", "accountKey")) {
            masked = replace(NAMED_KEY, masked);
        }
        if (masked.contains("eyJ")) {
            masked = replace(JSON_WEB_TOKEN, masked);
        }
        if (contains(masked, "earer ", "EARER ", "earer%", "earer+")) {
            masked = replace(BEARER_TOKEN, masked);
        }
        return masked;
    }

    private String replace(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1) + token.of(match.group(2))));
    }

    private static boolean contains(String text, String... any) {
        for (String one : any) {
            if (text.contains(one)) {
                return true;
            }
        }
        return false;
    }
}
