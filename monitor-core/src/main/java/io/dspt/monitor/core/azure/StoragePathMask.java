package io.dspt.monitor.core.azure;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks what lies below a storage container, share, queue or table: a blob may be named after a patient. The account and
 * the container stay, because rules are about them.
 */
final class StoragePathMask {
    private static final Pattern OBJECT_KEY =
            Pattern.compile("objectKey\\\\*[\"']\\s*:\\s*(\\\\*)([\"'])", Pattern.CASE_INSENSITIVE);

    // All loops are possessive: they run without a stack, and nothing that follows could make use of giving back.
    private static final String SLASH = "(?:\\\\{0,8}+/)";
    /** A path in JSON text: anything but what ends it, plus escapes other than those of its delimiters. */
    private static final String PATH = "(?:[^\\s\"'\\\\?#<>]++|\\\\{1,8}+(?:/|u(?!0022|0023|003[fF])[0-9a-fA-F]{4}))++";

    private static final Pattern ADDRESS = Pattern.compile("(https?:" + SLASH + "{2}[a-z0-9-]++(?:\\.z\\d++)?"
            + "\\.(?:blob|dfs|file|queue|table)\\.(?:core\\.windows|storage\\.azure)\\.net(?::\\d++)?"
            + SLASH + "[^\\s\"'\\\\/?#<>(]++)"
            + "(?:(" + SLASH + ")(" + PATH + ")|(\\()([^\"\\\\)]++))?"
            + "(\\?(?:[^\\s\"\\\\<>]++|\\\\{1,8}+u0026)++)?");
    private static final Pattern LISTED_NAMES =
            Pattern.compile("((?i)(?:[?&]|u0026|&amp;)(?:prefix|marker|startfrom)=)(?!masked:)([^&\\s\"\\\\]++)");

    private final MaskedToken token;

    StoragePathMask(MaskedToken token) {
        this.token = token;
    }

    String mask(String text) {
        return ADDRESS.matcher(maskObjectKeys(text)).replaceAll(match -> Matcher.quoteReplacement(maskAddress(match)));
    }

    private String maskAddress(MatchResult match) {
        StringBuilder masked = new StringBuilder(match.group(1));
        if (match.group(2) != null) {
            masked.append(match.group(2)).append(token.of(withoutEscapedSlashes(match.group(3))));
        } else if (match.group(4) != null) {
            masked.append(match.group(4)).append(token.of(match.group(5)));
        }
        if (match.group(6) != null) {
            masked.append(LISTED_NAMES
                    .matcher(match.group(6))
                    .replaceAll(name -> Matcher.quoteReplacement(name.group(1) + token.of(name.group(2)))));
        }
        return masked.toString();
    }

    private String maskObjectKeys(String text) {
        Matcher matcher = OBJECT_KEY.matcher(text);
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        while (matcher.find(copied)) {
            int from = matcher.end();
            int to = QuotedText.end(
                    text, from, matcher.group(1).length(), matcher.group(2).charAt(0));
            masked.append(text, copied, from).append(maskObjectKey(text.substring(from, to)));
            copied = to;
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /** Keeps {@code /account/container} of {@code /account/container/object}. */
    private String maskObjectKey(String objectKey) {
        int at = objectKey.startsWith("/") ? 1 : 0;
        for (int kept = 0; kept < 2; kept++) {
            at = objectKey.indexOf('/', at) + 1;
            if (at == 0) {
                return objectKey;
            }
        }
        String object = objectKey.substring(at);
        return object.isEmpty() ? objectKey : objectKey.substring(0, at) + token.of(withoutEscapedSlashes(object));
    }

    private static String withoutEscapedSlashes(String text) {
        return text.replace("\\/", "/");
    }
}
