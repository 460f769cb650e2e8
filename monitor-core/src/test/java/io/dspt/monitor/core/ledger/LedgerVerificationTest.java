package io.dspt.monitor.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LedgerVerificationTest {
    private static final int ENTRIES = 6;

    private final List<byte[]> lines = new ArrayList<>(SampleLedger.of(ENTRIES).lines());

    private static LedgerVerdict verdict(List<byte[]> lines, LedgerHead... heads) {
        LedgerVerification verification = new LedgerVerification(SampleLedger.ESTATE, List.of(heads));
        lines.forEach(verification::take);
        return verification.verdict();
    }

    private static BrokenLink broken(List<byte[]> lines, LedgerHead... heads) {
        return assertInstanceOf(LedgerVerdict.Broken.class, verdict(lines, heads))
                .link();
    }

    private static LedgerHead headOf(int entries) {
        return SampleLedger.of(entries).head();
    }

    @Test
    void shouldSayWhatItCoversWhenEveryEntryFollowsTheOneBefore() {
        // When
        LedgerVerdict verdict = verdict(lines, headOf(2), headOf(ENTRIES));

        // Then
        assertEquals(
                new LedgerVerdict.Holds(
                        new LedgerSpan(
                                headOf(ENTRIES),
                                new java.util.TreeMap<>(Map.of("finding", (long) ENTRIES)),
                                Instant.parse("2026-03-02T09:01:00Z"),
                                Instant.parse("2026-03-02T09:06:00Z")),
                        List.of(headOf(2), headOf(ENTRIES))),
                verdict);
    }

    @Test
    void shouldTakeNothingForNothing() {
        LedgerVerdict verdict = verdict(List.of());

        assertEquals(
                0, assertInstanceOf(LedgerVerdict.Holds.class, verdict).span().entries());
        assertEquals(
                new BrokenLink.TailRemoved(0, 1, 3), broken(List.of(), headOf(3)), "a head says there was something");
    }

    @Test
    void shouldFindAndPlaceEverySingleByteThatIsChanged() {
        // Given the exported file
        byte[] file = SampleLedger.file(lines);
        int line = 1;

        for (int at = 0; at < file.length; at++) {
            boolean isEnd = file[at] == '\n';
            for (int mask : new int[] {0x01, 0x20, 0x80}) {
                // When one byte is another
                byte[] changed = file.clone();
                changed[at] ^= (byte) mask;

                // Then the very line it stands on is named, and all lines before it hold
                LedgerVerdict verdict = verdict(SampleLedger.lines(changed));
                LedgerVerdict.Broken broken = assertInstanceOf(LedgerVerdict.Broken.class, verdict, "byte " + at);
                assertEquals(line, broken.link().line(), "byte " + at);
                assertEquals(line, broken.link().sequence(), "byte " + at);
                assertEquals(line - 1, broken.span().entries(), "byte " + at);
            }
            line += isEnd ? 1 : 0;
        }
        assertEquals(ENTRIES + 1, line);
    }

    @Nested
    class WhatIsWrong {
        @Test
        void shouldNameAnAlteredEntry() {
            String altered = SampleLedger.text(lines.get(3)).replace("RES-004", "RES-005");
            lines.set(3, SampleLedger.bytes(altered));

            assertEquals(new BrokenLink.Altered(4, 4), broken(lines));
        }

        @Test
        void shouldNameAMissingEntry() {
            lines.remove(2);

            assertEquals(new BrokenLink.Missing(3, 3, 4), broken(lines));
            assertEquals("missing: 4 stands there", broken(lines).problem());
        }

        @Test
        void shouldNameAMissingBeginning() {
            assertEquals(new BrokenLink.Missing(1, 1, 3), broken(lines.subList(2, ENTRIES)));
        }

        @Test
        void shouldTellSwappedEntriesFromMissingOnes() {
            Collections.swap(lines, 1, 2);

            assertEquals(new BrokenLink.OutOfOrder(2, 2, 3), broken(lines));
        }

        @Test
        void shouldNameARepeatedEntry() {
            lines.add(2, lines.get(1));

            assertEquals(new BrokenLink.Repeated(3, 3, 2), broken(lines));
        }

        @Test
        void shouldNameWhatIsNoLine() {
            lines.set(1, SampleLedger.bytes("{\"at\":\"2026-03-02T09:00:00.000Z\"}"));

            assertEquals(new BrokenLink.NoLedgerLine(2, 2), broken(lines));
        }

        @Test
        void shouldNameALineWithoutItsPlaceThoughItsHashIsRight() {
            String open = "{\"sequence\":1,\"estate\":\"north\"";
            String hash = io.dspt.monitor.core.codec.Sha256.hex(SampleLedger.bytes(open));
            lines.set(0, SampleLedger.bytes(open + ",\"hash\":\"" + hash + "\"}"));

            assertEquals(new BrokenLink.NoLedgerLine(1, 1), broken(lines));
        }

        @Test
        void shouldNameAnEntryThatFollowsAnother() {
            // Given an entry that was written anew with a right hash of its own
            List<byte[]> other =
                    SampleLedger.of(SampleLedger.ESTATE, ENTRIES, "ACC-00").lines();
            lines.set(3, other.get(3));

            assertEquals(new BrokenLink.OtherPredecessor(4, 4), broken(lines));
        }

        @Test
        void shouldNameAChainThatBeginsBehindAnother() {
            LedgerChain chain = new LedgerChain(new LedgerHead(0, "a".repeat(64)));
            chain.append(SampleLedger.members(SampleLedger.ESTATE, 1, "RES-00"));

            assertEquals(new BrokenLink.OtherPredecessor(1, 1), broken(chain.lines()));
        }

        @Test
        void shouldNotTakeTheLedgerOfAnotherEstate() {
            assertEquals(
                    new BrokenLink.OfAnotherEstate(1, 1),
                    broken(SampleLedger.of("south", 3, "RES-00").lines()));
        }
    }

    @Nested
    class WithHeads {
        @Test
        void shouldMissATailThatIsCut() {
            assertEquals(
                    new BrokenLink.TailRemoved(4, 5, ENTRIES), broken(lines.subList(0, 4), headOf(2), headOf(ENTRIES)));
        }

        @Test
        void shouldNotBeAbleToMissItWithout() {
            assertInstanceOf(LedgerVerdict.Holds.class, verdict(lines.subList(0, 4)));
            assertInstanceOf(
                    LedgerVerdict.Holds.class,
                    verdict(lines.subList(0, 4), headOf(2)),
                    "the head is of before the cut");
        }

        @Test
        void shouldKnowAWholeOtherChainByItsFirstHead() {
            List<byte[]> other =
                    SampleLedger.of(SampleLedger.ESTATE, ENTRIES, "ACC-00").lines();

            assertInstanceOf(LedgerVerdict.Holds.class, verdict(other), "by itself it holds");
            assertEquals(new BrokenLink.NotWhatWasSigned(2, 2), broken(other, headOf(2), headOf(ENTRIES)));
        }

        @Test
        void shouldKnowAnEndThatWasWrittenAnew() {
            // Given a chain that is the signed one up to its third entry
            LedgerChain forged = SampleLedger.of(3);
            forged.append(SampleLedger.members(SampleLedger.ESTATE, 9, "RES-00"));
            forged.append(SampleLedger.members(SampleLedger.ESTATE, 8, "RES-00"));

            assertEquals(new BrokenLink.NotWhatWasSigned(5, 5), broken(forged.lines(), headOf(3), headOf(5)));
        }

        @Test
        void shouldNotAgreeWithHeadsThatContradictEachOther() {
            LedgerHead other = SampleLedger.of(SampleLedger.ESTATE, 2, "ACC-00").head();

            assertEquals(new BrokenLink.NotWhatWasSigned(2, 2), broken(lines, headOf(2), other));
        }

        @Test
        void shouldGoOnNamingTheFirstBrokenLink() {
            lines.remove(0);

            assertEquals(new BrokenLink.Missing(1, 1, 2), broken(lines.subList(0, 2), headOf(ENTRIES)));
        }
    }

    @Test
    void shouldLeaveOutOfItsTimesWhatWasSaidBeforeAnyClock() {
        LedgerChain chain = new LedgerChain(LedgerHead.BEGINNING);
        chain.append(SampleLedger.bytes(
                "{\"kind\":\"rules\",\"at\":\"1970-01-01T00:00:00.000Z\",\"estate\":\"north\",\"refused\":0}"));
        chain.append(SampleLedger.members(SampleLedger.ESTATE, 4, "RES-00"));

        LedgerSpan span = verdict(chain.lines()).span();

        assertEquals(Instant.parse("2026-03-02T09:04:00Z"), span.from());
        assertEquals(Map.of("rules", 1L, "finding", 1L), span.kinds());
    }

    @Test
    void shouldSayInWordsWhatIsWrong() {
        for (BrokenLink link : List.of(
                new BrokenLink.NoLedgerLine(1, 1),
                new BrokenLink.Altered(1, 1),
                new BrokenLink.Missing(1, 1, 5),
                new BrokenLink.OutOfOrder(1, 1, 2),
                new BrokenLink.Repeated(2, 2, 1),
                new BrokenLink.OtherPredecessor(1, 1),
                new BrokenLink.OtherPredecessor(2, 2),
                new BrokenLink.OfAnotherEstate(1, 1),
                new BrokenLink.NotWhatWasSigned(1, 1),
                new BrokenLink.TailRemoved(4, 5, 9))) {
            assertTrue(link.problem().length() > 10, link::toString);
        }
        assertEquals(
                "tail removed: the ledger ends with entry 4, and a signed head names entry 9",
                new BrokenLink.TailRemoved(4, 5, 9).problem());
    }
}
