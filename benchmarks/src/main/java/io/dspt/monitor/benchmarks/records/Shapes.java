package io.dspt.monitor.benchmarks.records;

import io.dspt.monitor.benchmarks.records.GeneratedRecords.Purpose;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which sorts of records there are, and how often each comes. */
final class Shapes {
    private static final Map<Purpose, List<Shape>> BY_PURPOSE = new EnumMap<>(Purpose.class);

    static {
        Weighted ordinary = new Weighted()
                .with(140, SignInShapes::interrupted)
                .with(240, SignInShapes::nonInteractive)
                .with(140, DataAccessShapes::blobListed)
                .with(40, DataAccessShapes::secretsListed)
                .with(80, DataAccessShapes::queryRun)
                .with(60, DataAccessShapes::patientsSearched)
                .with(90, DirectoryShapes::groupChanged)
                .with(90, ActivityShapes::machineRestarted)
                .with(50, ServiceShapes::fileRead)
                .with(20, ServiceShapes::mailRead)
                .with(10, ServiceShapes::securityGroupFlows)
                .with(10, ServiceShapes::networkFlows)
                .with(10, ServiceShapes::pipelineRunAtHome)
                .with(10, EventGridShapes::machineRestarted)
                .with(3, ServiceShapes::lowRisk)
                .with(5, ServiceShapes::mediumAlert);
        Weighted stateful = new Weighted()
                .with(24, ActivityShapes::storeWritten)
                .with(8, ActivityShapes::portOpenedToBastion)
                .with(8, EventGridShapes::storeWritten)
                .with(7, EventGridShapes::policyKept)
                .with(5, ServiceShapes::machineHealthy)
                .with(8, DirectoryShapes::roleActivated)
                .with(4, DirectoryShapes::accountEnabled)
                .with(18, DataAccessShapes::blobRead)
                .with(8, DataAccessShapes::secretRead)
                .with(12, SignInShapes::signedIn)
                .with(8, SignInShapes::applicationSignIn)
                .with(4, SignInShapes::wrongPassword)
                .with(3, ServiceShapes::pipelineRunInUkSouth)
                .with(5, ServiceShapes::backupDone);
        Weighted violating = new Weighted()
                .with(20, ActivityShapes::storeAbroad)
                .with(20, ActivityShapes::storeMadePublic)
                .with(20, ActivityShapes::portOpenedToAll)
                .with(10, ActivityShapes::vaultPurged)
                .with(5, ActivityShapes::accessElevated)
                .with(10, ActivityShapes::encryptionDisabled)
                .with(15, DirectoryShapes::roleGivenForEver);
        BY_PURPOSE.put(Purpose.ORDINARY, ordinary.shapes);
        BY_PURPOSE.put(Purpose.STATEFUL, stateful.shapes);
        BY_PURPOSE.put(Purpose.VIOLATING, violating.shapes);
    }

    private final Trust trust;

    /** @param resources how many distinct resources of each sort the records are about */
    Shapes(int resources) {
        this.trust = new Trust(resources);
    }

    /** The shapes of a purpose, each once for every part of its weight. */
    private static final class Weighted {
        private final List<Shape> shapes = new ArrayList<>();

        Weighted with(int weight, Shape shape) {
            for (int i = 0; i < weight; i++) {
                shapes.add(shape);
            }
            return this;
        }
    }

    byte[] record(Purpose purpose, Moment moment, int bytes) {
        Shape shape = moment.oneOf(BY_PURPOSE.getOrDefault(purpose, List.of()));
        return Json.bytes(shape.record(trust, moment, bytes));
    }
}
