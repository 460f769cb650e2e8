package io.dspt.monitor.azure.fakes;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** The node {@code $management}: tells of hubs and partitions. */
final class ManagementNode implements RequestNode {
    private static final String HUB = "com.microsoft:eventhub";
    private static final String PARTITION = "com.microsoft:partition";

    private final FakeEventHubs namespace;

    ManagementNode(FakeEventHubs namespace) {
        this.namespace = namespace;
    }

    @Override
    public Answer answer(Message request) {
        String type = RequestNode.property(request, "type");
        String name = RequestNode.property(request, "name");
        if (!"READ".equals(RequestNode.property(request, "operation")) || name == null) {
            return Answer.refused(400, AmqpFault.notImplemented("This operation of $management"));
        }
        FakeHub hub = namespace.find(name);
        if (hub == null) {
            return Answer.refused(404, AmqpFault.entityNotFound("sb://" + FakeEventHubs.HOST + "/" + name));
        }
        Answer fault = hub.nextManagementFault();
        if (fault != null) {
            return fault;
        }
        String token = RequestNode.property(request, "security_token");
        try {
            namespace.accessRules().check(token == null ? "" : token, audience(name), Instant.now());
        } catch (AmqpRefusedException e) {
            return Answer.refused(401, e.fault());
        }
        if (HUB.equals(type)) {
            return Answer.ok(describe(hub));
        }
        if (PARTITION.equals(type)) {
            return partition(hub, RequestNode.property(request, "partition"));
        }
        return Answer.refused(400, AmqpFault.notImplemented("This type of $management"));
    }

    private static String audience(String hub) {
        return "amqp://" + FakeEventHubs.HOST + "/" + hub;
    }

    private static Map<String, Object> describe(FakeHub hub) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", hub.name());
        body.put("type", HUB);
        body.put("created_at", Date.from(hub.createdAt()));
        body.put("partition_count", hub.partitionIds().size());
        body.put("partition_ids", hub.partitionIds().toArray(String[]::new));
        body.put("georeplication_factor", 1);
        return body;
    }

    private static Answer partition(FakeHub hub, @Nullable String id) {
        HubPartition partition = hub.partitionOf(id);
        if (partition == null) {
            return Answer.refused(
                    400,
                    AmqpFault.partitionNotFound(
                            FakeEventHubs.HOST,
                            hub.name(),
                            String.valueOf(id),
                            hub.partitionIds().size()));
        }
        PartitionState state = partition.state();
        Map<String, Object> body = new HashMap<>();
        body.put("name", hub.name());
        body.put("type", PARTITION);
        body.put("partition", id);
        body.put("begin_sequence_number", state.beginSequenceNumber());
        body.put("last_enqueued_sequence_number", state.lastSequenceNumber());
        body.put("last_enqueued_offset", Long.toString(state.lastOffset()));
        body.put("last_enqueued_time_utc", new Date(state.lastEnqueuedAt()));
        body.put("is_partition_empty", state.empty());
        body.put("runtime_info_retrieval_time_utc", new Date());
        return Answer.ok(body);
    }
}
