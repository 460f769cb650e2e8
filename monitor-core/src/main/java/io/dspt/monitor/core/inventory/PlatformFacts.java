package io.dspt.monitor.core.inventory;

import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import java.util.List;
import java.util.Locale;

/**
 * What a resource runs on, in the one form that the register of platforms compares: an image as {@code
 * publisher:offer:sku}, a database as its product and version, a runtime as App Service writes it.
 */
final class PlatformFacts {

    private PlatformFacts() {}

    static FactValue platform(ResourceRow row) {
        return switch (row.id().type()) {
            case "microsoft.compute/virtualmachines" -> image(row, "vmImage.");
            case "microsoft.compute/virtualmachinescalesets" -> image(row, "scaleSetImage.");
            case "microsoft.sqlvirtualmachine/sqlvirtualmachines" -> row.read("sqlMachine.offer");
            case "microsoft.dbforpostgresql/flexibleservers" -> version(row, "postgresql", "postgres.version");
            case "microsoft.dbformysql/flexibleservers" -> version(row, "mysql", "mysql.version");
            case "microsoft.containerservice/managedclusters" -> version(row, "kubernetes", "kubernetes.version");
            case "microsoft.web/sites" -> runtime(row);
            default -> Missing.ABSENT;
        };
    }

    private static FactValue image(ResourceRow row, String prefix) {
        List<FactValue> parts =
                List.of(row.read(prefix + "publisher"), row.read(prefix + "offer"), row.read(prefix + "sku"));
        if (parts.stream().anyMatch(part -> part.textOrNull() == null)) {
            return Missing.UNKNOWN;
        }
        return FactValue.text(String.join(
                        ":",
                        parts.stream()
                                .map(part -> String.valueOf(part.textOrNull()))
                                .toList())
                .toLowerCase(Locale.ROOT));
    }

    /** Products are supported by major version, Kubernetes by minor version. */
    private static FactValue version(ResourceRow row, String product, String fact) {
        FactValue version = row.read(fact);
        String written = version.textOrNull();
        if (written == null) {
            return version;
        }
        String[] parts = written.split("\\.", -1);
        boolean minor = product.equals("kubernetes") || product.equals("mysql");
        String supported = minor && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
        return FactValue.text(product + ":" + supported);
    }

    private static FactValue runtime(ResourceRow row) {
        FactValue linux = row.read("webApp.linuxRuntime");
        return linux.isPresent() ? linux : row.read("webApp.windowsRuntime");
    }
}
