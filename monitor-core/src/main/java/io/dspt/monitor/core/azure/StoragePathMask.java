package io.dspt.monitor.core.azure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks what lies below a storage container, share, queue or table: a blob may be named after a patient. The account and
 * the container stay, because rules are about them.
 */
final class StoragePathMask {
    // All loops are possessive: they run without a stack, and nothing that follows could make use of giving back.

    /** An object key as a member, or behind a colon or an equals sign in plain text. */
    private static final Pattern OBJECT_KEY = Pattern.compile(
            "object_?key(?:_s)?(?:\\\\{0,8}+[\"']\\s{0,8}+:\\s{0,8}+\\[?\\s{0,8}+(\\\\{0,8}+)([\"'])|\\s{0,8}+[=:]\\s{0,8}+(?=/))",
            Pattern.CASE_INSENSITIVE);

    /** A slash as addresses, JSON and encoded addresses write it. */
    private static final String SLASH = "(?:\\\\{0,8}+/|%(?:25)?2[fF])";
    /** A path in JSON text: anything but what ends it, plus escapes other than those of its delimiters. */
    private static final String PATH = "(?:[^\\s\"'\\\\?#<>]++|\\\\{1,8}+(?:/|u(?!0022|0023|003[fF])[0-9a-fA-F]{4}))++";
    /** What parts names in a path of the Windows share protocol: no escape of a quote or of another character. */
    private static final String BACKSLASH = "\\\\{1,8}+(?![\"'/]|u[0-9a-fA-F]{4})";

    private static final String SERVICE = "\\.(?i:(blob|dfs|file|queue|table|web)"
            + "\\.(?:core\\.(?:windows\\.net|usgovcloudapi\\.net|chinacloudapi\\.cn)|storage\\.azure\\.net))(?::\\d++)?";

    /** From the dot before the service on, whatever stands before it. */
    private static final Pattern ADDRESS = Pattern.compile("(" + SERVICE + SLASH + ")([^\\s\"'\\\\/?#<>(%]++)"
            + "(?:(" + SLASH + ")(" + PATH + ")|(\\()([^\"\\\\)]++))?"
            + "(\\?(?:[^\\s\"\\\\<>]++|\\\\{1,8}+u0026)++)?");

    private static final Pattern SHARE_PATH = Pattern.compile(
            "(" + SERVICE + BACKSLASH + "[^\\s\"'\\\\/]++" + BACKSLASH + ")((?:[^\"'\\\\\\n]++|" + BACKSLASH + ")++)");
    /** The subject of an event, or a resource id, that goes down to the object. */
    private static final Pattern OBJECT_ID = Pattern.compile("((?i:containers|shares|filesystems)" + SLASH
            + "[^\\s\"'\\\\/?#<>%]++" + SLASH + "(?i:blobs|files|paths)" + SLASH + ")(" + PATH + ")");

    private static final Pattern LISTED_NAMES =
            Pattern.compile("((?i)(?:[?&]|u0026|&amp;)(?:prefix|marker|startfrom)=)(?!masked:)([^&\\s\"\\\\]++)");

    private static final String[] SERVICES = {".blob.", ".dfs.", ".file.", ".queue.", ".table.", ".web."};
    private static final CandidateMatches OBJECT_KEYS = CandidateMatches.ofWords(OBJECT_KEY, "object");
    private static final CandidateMatches ADDRESSES = CandidateMatches.ofWords(ADDRESS, SERVICES);
    private static final CandidateMatches SHARE_PATHS = CandidateMatches.ofWords(SHARE_PATH, SERVICES);
    private static final CandidateMatches OBJECT_IDS =
            CandidateMatches.ofWords(OBJECT_ID, "containers", "shares", "filesystems");

    private final MaskedToken token;

    StoragePathMask(MaskedToken token) {
        this.token = token;
    }

    /**
     * The text without the names of objects.
     *
     * @param triggers which of them it may hold
     */
    String mask(String text, int triggers) {
        String masked = text;
        if ((triggers & MaskTriggers.OBJECT_KEY) != 0) {
            masked = maskObjectKeys(masked);
        }
        if ((triggers & MaskTriggers.STORAGE_ADDRESS) != 0) {
            masked = SHARE_PATHS.replaceAll(maskAddresses(masked), match -> match.group(1) + token.of(match.group(3)));
        }
        return (triggers & MaskTriggers.OBJECT_ID) == 0 ? masked : maskObjectIds(masked);
    }

    private String maskAddresses(String text) {
        CandidateMatches.Search search = ADDRESSES.in(text);
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        while (search.find(copied)) {
            masked.append(text, copied, search.match().start());
            copied = appendAddress(masked, text, search.match());
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /** Appends one address without its object; returns where it ended. */
    private int appendAddress(StringBuilder masked, String text, Matcher match) {
        boolean rooted = match.group(2).equalsIgnoreCase("web") || containerBeforeAccount(text, match.start());
        if (rooted) {
            int end = pathEnd(text, match.start(), match.group(4) == null ? match.end(3) : match.end(5));
            masked.append(match.group(1)).append(token.of(withoutEscapedSlashes(text.substring(match.start(3), end))));
            return end;
        }
        masked.append(match.group(1)).append(match.group(3));
        int end = match.end(3);
        if (match.group(4) != null) {
            end = pathEnd(text, match.start(), match.end(5));
            masked.append(match.group(4)).append(token.of(withoutEscapedSlashes(text.substring(match.start(5), end))));
        } else if (match.group(6) != null) {
            end = match.end(7);
            masked.append(match.group(6)).append(token.of(match.group(7)));
        }
        if (match.group(8) != null && match.start(8) == end) {
            end = match.end(8);
            masked.append(LISTED_NAMES
                    .matcher(match.group(8))
                    .replaceAll(name -> Matcher.quoteReplacement(name.group(1) + token.of(name.group(2)))));
        }
        return end;
    }

    /** Whether the account follows its container, as in {@code abfss://container@account…}. */
    private static boolean containerBeforeAccount(String text, int dot) {
        int at = dot;
        while (at > 0 && (Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '-')) {
            at--;
        }
        return at > 0 && text.charAt(at - 1) == '@';
    }

    private String maskObjectIds(String text) {
        CandidateMatches.Search search = OBJECT_IDS.in(text);
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        while (search.find(copied)) {
            Matcher match = search.match();
            int end = pathEnd(text, match.start(), match.end(2));
            masked.append(text, copied, match.end(1))
                    .append(token.of(withoutEscapedSlashes(text.substring(match.end(1), end))));
            copied = end;
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /** Where a path ends that is all of a quoted string, and so may hold blanks; elsewhere a blank ends it. */
    private static int pathEnd(String text, int from, int end) {
        if (end >= text.length() || text.charAt(end) != ' ' || !beginsQuoted(text, from)) {
            return end;
        }
        int at = end;
        while (at < text.length() && "\"'?\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        while (at > end && text.charAt(at - 1) == '\\') {
            at--;
        }
        return at;
    }

    private static boolean beginsQuoted(String text, int from) {
        int at = from;
        while (at > 0 && text.charAt(at - 1) > ' ' && "\"'".indexOf(text.charAt(at - 1)) < 0) {
            at--;
        }
        return at > 0 && text.charAt(at - 1) != ' ';
    }

    private String maskObjectKeys(String text) {
        CandidateMatches.Search search = OBJECT_KEYS.in(text);
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        while (search.find(copied)) {
            Matcher matcher = search.match();
            int from = matcher.end();
            int to = matcher.group(2) == null
                    ? wordEnd(text, from)
                    : QuotedText.end(
                            text,
                            from,
                            matcher.group(1).length(),
                            matcher.group(2).charAt(0));
            masked.append(text, copied, from).append(maskObjectKey(text.substring(from, to)));
            copied = to;
        }
        return masked.append(text, copied, text.length()).toString();
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) > ' ' && "\"',;\\".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** Keeps {@code /account/container} of {@code /account/container/object}. */
    private String maskObjectKey(String objectKey) {
        int at = objectKey.startsWith("/") || objectKey.startsWith("\\/") ? objectKey.indexOf('/') + 1 : 0;
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
