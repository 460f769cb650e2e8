package io.dspt.monitor.core.azure;

/**
 * One element of a message or file, before anything in it is believed.
 *
 * <p>Its position reads {@code <line>#<index>}: the line on which it starts, counted from 1, and its place within the
 * document it came in, counted from 0. A position is unique within its message or file.
 */
public sealed interface SlicedElement {

    /** The bytes as they came. */
    byte[] bytes();

    /** Where they stood. */
    String position();

    /**
     * A JSON object.
     *
     * @param bytes the element's own bytes; for a row of a query result, which is no object in its source, an object of
     *     the column names and the cells' own bytes
     * @param position where it stood
     */
    record Element(byte[] bytes, String position) implements SlicedElement {}

    /**
     * Something that is no JSON object.
     *
     * @param bytes the element's own bytes, empty when a document was cut exactly between two elements
     * @param position where it stood
     * @param reason stable code: {@link #NOT_AN_OBJECT}, {@link #NOT_JSON} or {@link #TRUNCATED}
     */
    record Malformed(byte[] bytes, String position, String reason) implements SlicedElement {}

    /** Valid JSON, but a text, a number, a list or null. */
    String NOT_AN_OBJECT = "not-an-object";

    /** Text that JSON does not allow. */
    String NOT_JSON = "not-json";

    /** The input ended in the middle. */
    String TRUNCATED = "truncated";
}
