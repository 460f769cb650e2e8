package io.dspt.monitor.core.azure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Masks credentials: SAS signatures, account and shared access keys, JSON Web Tokens and bearer tokens. */
final class SecretMask {
    // All loops are possessive: they run without a stack, and nothing that follows could make use of giving back.

    /** A credential's characters, base64 or percent encoded, as JSON may escape them. */
    private static final String VALUE = "((?:[A-Za-z0-9+/=_.~-]++|%(?!26|22)|\\\\{1,8}+(?:u00(?:2[bBfF]|3[dD])|/))++)";

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

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
    private static final Map<Integer, CandidateMatches> CREDENTIALS = new LinkedHashMap<>();

    private static final CandidateMatches JSON_WEB_TOKENS = CandidateMatches.ofWords(JSON_WEB_TOKEN, "eyj");

    static {
        CREDENTIALS.put(MaskTriggers.SAS_SIGNATURE, CandidateMatches.ofWords(SAS_SIGNATURE, "sig"));
        CREDENTIALS.put(MaskTriggers.NAMED_KEY, CandidateMatches.ofWords(NAMED_KEY, "key"));
        CREDENTIALS.put(MaskTriggers.BEARER_TOKEN, CandidateMatches.ofWords(BEARER_TOKEN, "bearer"));
        CREDENTIALS.put(
                MaskTriggers.OTHER_CREDENTIAL, CandidateMatches.ofWords(OTHER_CREDENTIAL, "sharedkey", "basic"));
        CREDENTIALS.put(MaskTriggers.BARE_KEY, new CandidateMatches(BARE_KEY, BASE64 + "\\", SecretMask::beginsBase64));
        CREDENTIALS.put(MaskTriggers.FUNCTION_KEY, CandidateMatches.ofWords(FUNCTION_KEY, "code="));
    }

    private final MaskedToken token;

    SecretMask(MaskedToken token) {
        this.token = token;
    }

    /**
     * The text without credentials.
     *
     * @param triggers which ones it may hold
     */
    String mask(String text, int triggers) {
        String masked = text;
        for (Map.Entry<Integer, CandidateMatches> credentials : CREDENTIALS.entrySet()) {
            if ((triggers & credentials.getKey()) != 0) {
                masked = credentials.getValue().replaceAll(masked, match -> match.group(1) + token.of(match.group(2)));
            }
        }
        return (triggers & MaskTriggers.JSON_WEB_TOKEN) == 0
                ? masked
                : JSON_WEB_TOKENS.replaceAll(masked, match -> token.of(match.group()));
    }

    private static boolean beginsBase64(String text, int at) {
        return at == 0 || BASE64.indexOf(text.charAt(at - 1)) < 0;
    }
}
