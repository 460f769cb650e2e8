package io.dspt.monitor.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dspt.monitor.core.ledger.LedgerChain;
import io.dspt.monitor.core.ledger.LedgerHead;
import io.dspt.monitor.core.ledger.LedgerHeadNote;
import io.dspt.monitor.streams.ledger.LedgerHeadFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who verifies an export with nothing but the files. */
final class LedgerCommandTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final int ENTRIES = 8;

    @TempDir
    private Path folder;

    private final KeyPair keys = SigningKeys.generate();
    private final List<byte[]> lines =
            new ArrayList<>(ledger("north", ENTRIES, "RES-001").lines());
    private Path export;
    private Path heads;
    private Path key;

    @BeforeEach
    void exportIt() throws IOException {
        export = Files.createDirectory(folder.resolve("ledger"));
        heads = folder.resolve("heads");
        key = Files.writeString(
                folder.resolve("heads.public.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
        write("north", lines);
        head("north", 3, keys);
        head("north", 6, keys);
    }

    private static LedgerChain ledger(String estate, int entries, String rule) {
        LedgerChain chain = new LedgerChain(LedgerHead.BEGINNING);
        for (int i = 0; i < entries; i++) {
            chain.append(("{\"kind\":\"finding\",\"at\":\"2026-03-02T09:0" + i + ":00.000Z\",\"rule\":\"" + rule
                            + "\",\"estate\":\"" + estate + "\",\"count\":1}")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return chain;
    }

    private void write(String estate, List<byte[]> content) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] line : content) {
            file.writeBytes(line);
            file.write('\n');
        }
        Files.write(export.resolve(estate + ".jsonl"), file.toByteArray());
    }

    private void head(String estate, int entry, KeyPair signing) throws IOException {
        LedgerHeadNote note =
                new LedgerHeadNote(estate, ledger(estate, entry, "RES-001").head(), NOON);
        new LedgerHeadFolder(heads).write(note, note.signed(signing).toBytes());
    }

    private CommandRun verify() {
        return CommandRun.of("ledger", "verify", "--export", export.toString());
    }

    private CommandRun verifyWithHeads() {
        return CommandRun.of(
                "ledger",
                "verify",
                "--export",
                export.toString(),
                "--heads",
                heads.toString(),
                "--key",
                key.toString());
    }

    private static void assertBroken(CommandRun run, String says) {
        assertEquals(1, run.exitCode(), run::out);
        assertTrue(run.out().contains(says), run::out);
    }

    @Nested
    class WhatHolds {
        @Test
        void shouldSayWhatIsCoveredAndWhichHeadsAgree() {
            CommandRun run = verifyWithHeads();

            assertEquals(0, run.exitCode(), run::out);
            assertEquals("""
                    north: holds: entries 1 to 8 (8 finding), from 2026-03-02T09:00:00Z to 2026-03-02T09:07:00Z
                      2 signed heads agree, the latest of entry 6 at 2026-03-02T12:00:00Z; of the 2 after it the end could \
                    be removed and not be missed
                    """, run.out());
        }

        @Test
        void shouldSayPlainlyWhatCannotBeSeenWithoutHeads() {
            CommandRun run = verify();

            assertEquals(0, run.exitCode(), run::out);
            assertTrue(
                    run.out()
                            .contains(
                                    "no signed heads were given: that entries were removed from its end, or that all of"
                                            + " it was written anew, cannot be seen"),
                    run::out);
        }

        @Test
        void shouldVerifyOneFile() throws IOException {
            write("south", ledger("south", 2, "RES-001").lines());

            CommandRun run = CommandRun.of(
                    "ledger",
                    "verify",
                    "--export",
                    export.resolve("south.jsonl").toString());

            assertEquals(0, run.exitCode(), run::out);
            assertTrue(run.out().startsWith("south: holds: entries 1 to 2"), run::out);
        }

        @Test
        void shouldVerifyAllEstatesOfAFolder() throws IOException {
            write("south", ledger("south", 2, "RES-001").lines().subList(1, 2));

            CommandRun run = verifyWithHeads();

            assertBroken(run, "south: BROKEN at line 1, entry 1: missing: 2 stands there");
            assertTrue(run.out().contains("north: holds"), run::out);
        }
    }

    @Nested
    class WhatIsBroken {
        /** {@code LedgerVerificationTest} changes every byte there is; here some, all over the file. */
        @Test
        void shouldNameTheLineOnWhichAByteIsChanged() throws IOException {
            // Given
            Path file = export.resolve("north.jsonl");
            byte[] bytes = Files.readAllBytes(file);
            int line = 1;
            for (int at = 0; at < bytes.length; at++) {
                byte right = bytes[at];
                if (at % 61 == 0 || right == '\n') {
                    // When
                    bytes[at] ^= 0x04;
                    Files.write(file, bytes);

                    // Then its place is named
                    assertBroken(verify(), "north: BROKEN at line " + line + ", entry " + line + ": ");
                    bytes[at] = right;
                }
                line += right == '\n' ? 1 : 0;
            }
            assertEquals(ENTRIES + 1, line);
        }

        @Test
        void shouldMissATailThatWasCutByTheHeads() throws IOException {
            write("north", lines.subList(0, 5));

            assertBroken(
                    verifyWithHeads(),
                    "north: BROKEN at line 5, entry 6: tail removed: the ledger ends with entry 5, and a signed head names"
                            + " entry 6");
            assertEquals(0, verify().exitCode(), "without heads nobody can");
        }

        @Test
        void shouldMissALedgerThatIsGoneAltogether() throws IOException {
            Files.delete(export.resolve("north.jsonl"));

            assertBroken(verifyWithHeads(), "north: BROKEN at line 0, entry 1: tail removed");
        }

        @Test
        void shouldNameSwappedLines() throws IOException {
            Collections.swap(lines, 2, 3);
            write("north", lines);

            assertBroken(verify(), "north: BROKEN at line 3, entry 3: out of order: it stands at line 4");
        }

        @Test
        void shouldKnowAWholeOtherChainByTheHeads() throws IOException {
            write("north", ledger("north", ENTRIES, "ACC-001").lines());

            assertBroken(verifyWithHeads(), "north: BROKEN at line 3, entry 3: written anew");
            assertEquals(0, verify().exitCode(), "by itself it holds");
        }

        @Test
        void shouldKnowTheLedgerOfAnotherEstate() throws IOException {
            write("south", lines);

            assertBroken(verify(), "south: BROKEN at line 1, entry 1: it is an entry of another estate");
        }

        @Test
        void shouldRefuseAHeadThatAnotherKeySigned() throws IOException {
            head("north", 7, SigningKeys.generate());

            CommandRun run = verifyWithHeads();

            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("000000000007.note: is not signed by this key"), run::err);
            assertTrue(run.err().contains("1 head was refused"), run::err);
            assertTrue(run.out().contains("2 signed heads agree"), run::out);
        }
    }

    @Nested
    class WhatCannotBeVerified {
        @Test
        void shouldNotPraiseAnEmptyFile() throws IOException {
            write("north", List.of());

            assertBroken(verify(), "north: no entry: nothing was verified");
            assertBroken(verifyWithHeads(), "north: BROKEN at line 0, entry 1: tail removed");
        }

        @Test
        void shouldNotPraiseAnEmptyFolder() throws IOException {
            Files.delete(export.resolve("north.jsonl"));

            CommandRun run = verify();

            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("there is no entry: nothing was verified"), run::err);
        }

        @Test
        void shouldSayThatThereIsNoSuchEstate() {
            CommandRun run = CommandRun.of("ledger", "verify", "--export", export.toString(), "--estate", "elsewhere");

            assertEquals(1, run.exitCode());
            assertTrue(run.err().contains("no entry of estate 'elsewhere'"), run::err);
        }

        @Test
        void shouldTellWhatIsWrongWithWhatItWasAsked() throws IOException {
            Path privateKey = Files.writeString(folder.resolve("private.pem"), "-----BEGIN PRIVATE KEY-----\n");
            Path unnamed = Files.copy(export.resolve("north.jsonl"), folder.resolve("export.txt"));

            assertWrongUsage("--heads and --key belong together", "--heads", heads.toString());
            assertWrongUsage("--heads and --key belong together", "--key", key.toString());
            assertWrongUsage("name no cluster beside it", "--bootstrap", "localhost:1");
            assertWrongUsage("holds a private key", "--heads", heads.toString(), "--key", privateKey.toString());
            assertWrongUsage(
                    "--key: cannot read",
                    "--heads",
                    heads.toString(),
                    "--key",
                    folder.resolve("none").toString());
            assertWrongUsage(
                    "--heads: cannot read", "--heads", folder.resolve("none").toString(), "--key", key.toString());
            assertEquals(
                    2,
                    CommandRun.of("ledger", "verify", "--export", unnamed.toString())
                            .exitCode());
            assertEquals(
                    0,
                    CommandRun.of("ledger", "verify", "--export", unnamed.toString(), "--estate", "north")
                            .exitCode());
            assertEquals(
                    2,
                    CommandRun.of(
                                    "ledger",
                                    "verify",
                                    "--export",
                                    folder.resolve("none").toString())
                            .exitCode());
        }

        private void assertWrongUsage(String says, String... options) {
            List<String> arguments = new ArrayList<>(List.of("ledger", "verify", "--export", export.toString()));
            arguments.addAll(List.of(options));
            CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
            assertEquals(2, run.exitCode(), run::err);
            assertTrue(run.err().contains(says), run::err);
        }
    }
}
