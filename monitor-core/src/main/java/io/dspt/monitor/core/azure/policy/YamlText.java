package io.dspt.monitor.core.azure.policy;

import java.util.Locale;

/** Texts of a definition as YAML: whatever somebody wrote there is one quoted text. */
final class YamlText {
    private YamlText() {}

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(character -> {
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n', '\r', '\t' -> quoted.append(' ');
                default -> {
                    boolean printable = character >= 0x20
                            && character != 0x7f
                            && (character < 0x80 || Character.isLetterOrDigit(character) || isPunctuation(character));
                    if (printable) {
                        quoted.appendCodePoint(character);
                    } else {
                        quoted.append(
                                String.format(Locale.ROOT, character > 0xffff ? "\\U%08x" : "\\u%04x", character));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** General punctuation without its marks of direction and its separators. */
    private static boolean isPunctuation(int character) {
        return (character >= 0x2010 && character <= 0x2027) || (character >= 0xa1 && character <= 0xff);
    }

    /** One line of a comment. */
    static String comment(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\ufeff]", " ");
    }
}
