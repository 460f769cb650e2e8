package io.dspt.monitor.core.azure;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks values that only their names betray: credentials, ids of patients and the text of SQL statements, as members of
 * JSON, as parameters of addresses and as fields of forms.
 */
final class NamedValueMask {
    /** Ends of the names of members, so that {@code primaryKey} and {@code storageAccountKey} are known alike. */
    private static final String[][] MEMBERS = byLastLetter(
            "\"sig",
            "'sig",
            // What a database was asked stands in its audit whole, with the names and numbers that it was asked for.
            "\"statement",
            "'statement",
            "\"statement_s",
            "'statement_s",
            "connectionstring",
            "accountkey",
            "accesskey",
            "primarykey",
            "secondarykey",
            "functions-key",
            "access_token",
            "accesstoken",
            "refresh_token",
            "refreshtoken",
            "id_token",
            "\"idtoken",
            "sastoken",
            "sas_token",
            "client_secret",
            "clientsecret",
            "secrettext",
            "password",
            "instanceuid",
            "resourcefhirid",
            "fhirresourceid",
            "patientid",
            "patient_id",
            "nhsnumber",
            "nhs_number");

    private static final String[][] PARAMETERS = byLastLetter(
            "client_secret",
            "client_assertion",
            "password",
            "access_token",
            "refresh_token",
            "id_token",
            "identifier",
            "patient",
            "patientid",
            "patientname",
            "patientbirthdate",
            "instanceuid",
            "studyuid",
            "seriesuid",
            "objectuid",
            "00100010",
            "00100020",
            "00100030",
            "nhsnumber",
            "nhs-number",
            "nhs_number");

    // All loops are possessive: they run without a stack, and nothing that follows could make use of giving back.

    /** From the quote behind a member's name on: a string, also as the {@code value} of an object, or a long number. */
    private static final Pattern MEMBER_VALUE = Pattern.compile("[\"']\\s{0,8}+:\\s{0,8}+"
            + "(?:\\{\\s{0,8}+\\\\{0,8}+\"value\\\\{0,8}+\"\\s{0,8}+:\\s{0,8}+)?+(?:(\\\\{0,8}+)([\"'])|(\\d{5,}+))");

    /** From behind a parameter's name on: its modifier, the equals sign as addresses and JSON write it, and the value. */
    private static final Pattern PARAMETER_VALUE =
            Pattern.compile("((?::[A-Za-z]{1,30}+)?+(?:=|%3[dD]|%253[dD]|\\\\{1,8}+u003[dD]))(?!masked:)"
                    + "((?:[^\\s\"'\\\\&#;<>%]++|%(?!26|22|25)|%25(?!26|22)"
                    + "|\\\\{1,8}+(?:/|u(?!0022|0026|003[bBcCeE])[0-9a-fA-F]{4}))++)");

    private final MaskedToken token;

    NamedValueMask(MaskedToken token) {
        this.token = token;
    }

    private static String[][] byLastLetter(String... names) {
        String[][] byLetter = new String[128][];
        for (char last = 0; last < byLetter.length; last++) {
            char letter = last;
            byLetter[last] = List.of(names).stream()
                    .filter(name -> name.charAt(name.length() - 1) == letter)
                    .toArray(String[]::new);
        }
        return byLetter;
    }

    /** Whether the quote at this offset ends the name of such a member. */
    static boolean memberEndsAt(byte[] text, int quote) {
        int end = quote;
        while (end > 0 && text[end - 1] == '\\') {
            end--;
        }
        if (!namedBefore(text, end, MEMBERS)) {
            return false;
        }
        int at = quote + 1;
        while (at < text.length && text[at] <= ' ') {
            at++;
        }
        return at < text.length && text[at] == ':';
    }

    /** Whether the name of such a parameter ends before this offset. */
    static boolean parameterEndsAt(byte[] text, int end) {
        return namedBefore(text, end, PARAMETERS);
    }

    private static boolean namedBefore(byte[] text, int end, String[][] names) {
        int last = end == 0 ? 0 : text[end - 1];
        if (last <= 0) {
            return false;
        }
        for (String name : names[last >= 'A' && last <= 'Z' ? last | 0x20 : last]) {
            if (end >= name.length() && MaskTriggers.matches(text, end - name.length(), name)) {
                return true;
            }
        }
        return false;
    }

    String mask(String text) {
        return maskParameters(maskMembers(text));
    }

    private String maskMembers(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        Matcher value = MEMBER_VALUE.matcher(text);
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        for (int at = 0; at < bytes.length; at++) {
            boolean quote = bytes[at] == '"' || bytes[at] == '\'';
            if (!quote || at < copied || !memberEndsAt(bytes, at)) {
                continue;
            }
            value.region(at, bytes.length);
            if (!value.lookingAt()) {
                continue;
            }
            if (value.group(3) != null) {
                // A number gets the quotes of its name, so that JSON stays JSON.
                String quotes = quotes(text, at);
                masked.append(text, copied, value.start(3))
                        .append(quotes)
                        .append(token.of(value.group(3)))
                        .append(quotes);
                copied = value.end();
                continue;
            }
            int from = value.end();
            int to = QuotedText.end(
                    text, from, value.group(1).length(), value.group(2).charAt(0));
            if (to > from) {
                masked.append(text, copied, from).append(token.of(text.substring(from, to)));
                copied = to;
            }
        }
        return masked.append(text, copied, text.length()).toString();
    }

    private static String quotes(String text, int quote) {
        int from = quote;
        while (from > 0 && text.charAt(from - 1) == '\\') {
            from--;
        }
        return text.substring(from, quote + 1);
    }

    private String maskParameters(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        Matcher value = PARAMETER_VALUE.matcher(text);
        StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        for (int at = 1; at < bytes.length; at++) {
            boolean delimiter = bytes[at] == '=' || bytes[at] == '%' || bytes[at] == '\\' || bytes[at] == ':';
            if (!delimiter || at < copied || !parameterEndsAt(bytes, at)) {
                continue;
            }
            value.region(at, bytes.length);
            if (value.lookingAt()) {
                masked.append(text, copied, value.end(1)).append(token.of(value.group(2)));
                copied = value.end();
            }
        }
        return masked.append(text, copied, text.length()).toString();
    }
}
