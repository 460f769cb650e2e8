package io.dspt.monitor.core.fold;

import io.dspt.monitor.core.codec.Decoder;
import io.dspt.monitor.core.codec.Encoder;
import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.inventory.Inventory;
import io.dspt.monitor.core.inventory.PrincipalRow;
import io.dspt.monitor.core.inventory.ResourceRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The inventory as rows of the state. */
final class InventoryRows implements Inventory {
    private static final int ROLE_HOLDERS_FORMAT = 1;
    /** Other resources name accounts of this type by their bare names, which are unique in all of Azure. */
    private static final String NAMED_TYPE = "microsoft.storage/storageaccounts";

    private final String estate;
    private final StepState state;
    private final DecodedRows memory;

    InventoryRows(String estate, StepState state, DecodedRows memory) {
        this.estate = estate;
        this.state = state;
        this.memory = memory;
    }

    @Override
    public Optional<ResourceRow> resource(ResourceId id) {
        Optional<ResourceRow> known = memory.resources.get(id.canonical());
        if (known == null) {
            known = Optional.ofNullable(state.get(key(id))).map(ResourceRow::decoded);
            memory.resources.put(id.canonical(), known);
        }
        return known;
    }

    @Override
    public List<ResourceRow> children(ResourceId container, String childType, int most) {
        byte[] prefix = StateKeys.key(
                estate,
                StateKeys.Kind.RESOURCE,
                container.canonical() + "/" + childType.toLowerCase(Locale.ROOT) + "/");
        List<ResourceRow> children = new ArrayList<>();
        for (byte[] row : state.scan(prefix, StateKeys.after(prefix), most).values()) {
            ResourceRow child = ResourceRow.decoded(row);
            if (!child.deleted()) {
                children.add(child);
            }
        }
        return children;
    }

    @Override
    public Optional<ResourceRow> named(String type, String name) {
        return Optional.ofNullable(state.get(nameKey(type, name)))
                .flatMap(id -> ResourceId.parse(new String(id, StandardCharsets.UTF_8)))
                .flatMap(this::resource)
                .filter(row -> !row.deleted());
    }

    @Override
    public Optional<PrincipalRow> principal(String objectId) {
        String id = objectId.toLowerCase(Locale.ROOT);
        Optional<PrincipalRow> known = memory.principals.get(id);
        if (known == null) {
            known = Optional.ofNullable(state.get(principalKey(id))).map(PrincipalRow::decoded);
            memory.principals.put(id, known);
        }
        return known;
    }

    @Override
    public long roleHolders(String role) {
        byte[] row = state.get(roleKey(role));
        return row == null ? 0 : new Decoder(row, ROLE_HOLDERS_FORMAT).whole();
    }

    /** Counts one holder of a directory role more or less. */
    void addRoleHolders(String role, int change) {
        long holders = Math.max(0, roleHolders(role) + change);
        state.put(roleKey(role), new Encoder(ROLE_HOLDERS_FORMAT).whole(holders).toBytes());
    }

    private byte[] roleKey(String role) {
        return StateKeys.key(estate, StateKeys.Kind.ROLE_HOLDERS, role.toLowerCase(Locale.ROOT));
    }

    void save(ResourceRow row) {
        state.put(key(row.id()), row.encoded());
        memory.resources.put(row.id().canonical(), Optional.of(row));
        if (row.id().type().equals(NAMED_TYPE) && !row.deleted()) {
            byte[] nameKey = nameKey(NAMED_TYPE, row.id().name());
            byte[] id = row.id().canonical().getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(id, state.get(nameKey))) {
                state.put(nameKey, id);
            }
        }
    }

    void save(PrincipalRow row) {
        state.put(principalKey(row.id()), row.encoded());
        memory.principals.put(row.id().toLowerCase(Locale.ROOT), Optional.of(row));
    }

    byte[] key(ResourceId id) {
        return StateKeys.key(estate, StateKeys.Kind.RESOURCE, id.canonical());
    }

    private byte[] nameKey(String type, String name) {
        return StateKeys.key(estate, StateKeys.Kind.RESOURCE_NAME, type, name.toLowerCase(Locale.ROOT));
    }

    private byte[] principalKey(String objectId) {
        return StateKeys.key(estate, StateKeys.Kind.PRINCIPAL, objectId.toLowerCase(Locale.ROOT));
    }
}
