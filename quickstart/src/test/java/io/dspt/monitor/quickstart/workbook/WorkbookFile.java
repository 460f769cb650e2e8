package io.dspt.monitor.quickstart.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small workbooks by hand, well-formed or not. */
public final class WorkbookFile {
    private final Map<String, byte[]> parts = new LinkedHashMap<>();
    private final StringBuilder sheets = new StringBuilder();
    private final StringBuilder relations = new StringBuilder();
    private int count;

    /** A sheet of texts. */
    @SafeVarargs
    public final WorkbookFile sheet(String name, List<String>... rows) {
        StringBuilder xml = new StringBuilder(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        for (int row = 0; row < rows.length; row++) {
            xml.append("<row r=\"").append(row + 1).append("\">");
            for (int column = 0; column < rows[row].size(); column++) {
                String text = rows[row].get(column);
                if (!text.isEmpty()) {
                    xml.append("<c r=\"").append((char) ('A' + column)).append(row + 1);
                    xml.append("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
                            .append(escaped(text))
                            .append("</t></is></c>");
                }
            }
            xml.append("</row>");
        }
        return sheetXml(name, xml.append("</sheetData></worksheet>").toString());
    }

    /** A sheet of this markup. */
    public WorkbookFile sheetXml(String name, String xml) {
        count++;
        sheets.append("<sheet name=\"")
                .append(escaped(name))
                .append("\" sheetId=\"")
                .append(count)
                .append("\" r:id=\"rId")
                .append(count)
                .append("\"/>");
        relations
                .append("<Relationship Id=\"rId")
                .append(count)
                .append(
                        "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet")
                .append(count)
                .append(".xml\"/>");
        return part("xl/worksheets/sheet" + count + ".xml", xml.getBytes(StandardCharsets.UTF_8));
    }

    public WorkbookFile part(String name, byte[] bytes) {
        parts.put(name, bytes);
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            write(
                    zip,
                    "[Content_Types].xml",
                    text(
                            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"));
            write(
                    zip,
                    "_rels/.rels",
                    text(
                            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
            write(
                    zip,
                    "xl/workbook.xml",
                    text(
                            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                                    + sheets + "</sheets></workbook>"));
            write(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    text("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                            + relations + "</Relationships>"));
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                write(zip, part.getKey(), part.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static byte[] text(String xml) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
