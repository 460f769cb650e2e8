package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.azure.CandidateMatches.Beginning;
import java.util.List;
import java.util.regex.Pattern;

/** Masks credentials: SAS signatures, account and shared access keys, JSON Web Tokens and bearer tokens. */
final class SecretMask {
    // All loops are possessive: they run without a stack, and nothing that follows could make use of giving back.

    /** A credential's characters, base64 or percent encoded, as JSON may escape them. */
    private static final String VALUE = "((?:[A-Za-z0-9+/=_.~-]++|%(?!26|22)|\\\\{1,8}+(?:u00(?:2[bBfF]|3[dD])|/))++)";

    private static final String NOT_MASKED_YET = "(?!masked:)";

    private static final Pattern SAS_SIGNATURE =
            Pattern.compile("([sS][iI][gG](?<=(?:^|[^A-Za-z0-9_]|u0026|%26|%2526|%3[fF]|u003[fF])[sS][iI][gG])"
                    + "(?:\\s{0,4}+=\\s{0,4}+|%3[dD]|%253[dD]|\\\\{1,8}+u003[dD]))" + NOT_MASKED_YET + VALUE);
    private static final Pattern NAMED_KEY = Pattern.compile(
            "([kK][eE][yY](?<=(?i:AccountKey|AccessKey))(?:\\s{0,8}+=\\s{0,8}+|%3[dD]|\\\\{1,8}+u003[dD]))"
                    + NOT_MASKED_YET + VALUE);
    /** Begins where a word does, or behind an encoded delimiter, so that a long word is looked at once. */
    private static final Pattern JSON_WEB_TOKEN =
            Pattern.compile("(eyJ(?<=(?:^|[^A-Za-z0-9_-]|%[0-9A-Fa-f]{2}|u00[0-9a-fA-F]{2})eyJ))"
                    + "([A-Za-z0-9_-]{8,}+(?:(?:\\.|%2[eE])[A-Za-z0-9_-]*+){1,4}+)");

    private static final Pattern BEARER_TOKEN = Pattern.compile("([bB][eE][aA][rR][eE][rR](?:\\s|%20|\\+){1,8}+)"
            + NOT_MASKED_YET + "(?=[A-Za-z0-9._~+/=\\\\-]{16})((?:[A-Za-z0-9._~+=-]++|\\\\?/)++)");

    /** Of storage's own scheme, and of plain passwords. */
    private static final Pattern OTHER_CREDENTIAL =
            Pattern.compile("((?i:SharedKey|SharedKeyLite|Basic)(?:\\s|%20|\\+)(?:[a-z0-9]{3,24}+:)?+)" + NOT_MASKED_YET
                    + "(?=[A-Za-z0-9+/=\\\\]{20})((?:[A-Za-z0-9+=]++|\\\\?/)++)");

    /** An account's key as the service hands it out: 64 bytes, wherever they stand. */
    private static final Pattern BARE_KEY = Pattern.compile("()((?<![A-Za-z0-9+/])(?:[A-Za-z0-9+/]|\\\\/){86}==)");

    private static final Pattern FUNCTION_KEY =
            Pattern.compile("((?<=[?&])code=)" + NOT_MASKED_YET + "([A-Za-z0-9+/=_%-]{32,}+)");

    /** Each replaces its second group. */
    private static final List<CandidateMatches> CREDENTIALS = List.of(
            new CandidateMatches(SAS_SIGNATURE, Beginning.word("sig")),
            new CandidateMatches(NAMED_KEY, Beginning.word("key")),
            new CandidateMatches(BEARER_TOKEN, Beginning.word("bearer")),
            new CandidateMatches(OTHER_CREDENTIAL, Beginning.word("sharedkey", "basic")),
            new CandidateMatches(BARE_KEY, SecretMask::beginsBase64),
            new CandidateMatches(FUNCTION_KEY, Beginning.word("code=")));

    private static final CandidateMatches JSON_WEB_TOKENS = new CandidateMatches(JSON_WEB_TOKEN, Beginning.word("eyj"));

    private final MaskedToken token;

    SecretMask(MaskedToken token) {
        this.token = token;
    }

    String mask(String text) {
        String masked = text;
        for (CandidateMatches credentials : CREDENTIALS) {
            masked = credentials.replaceAll(masked, match -> match.group(1) + token.of(match.group(2)));
        }
        return JSON_WEB_TOKENS.replaceAll(masked, match -> token.of(match.group()));
    }

    private static boolean beginsBase64(String text, int at) {
        boolean begins = isBase64(text.charAt(at)) || text.charAt(at) == '\\';
        return begins && (at == 0 || !isBase64(text.charAt(at - 1)));
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
