package io.dspt.monitor.benchmarks.records;

import java.util.List;
import java.util.Locale;

/** Who and what the records are about: a fictional trust of a fixed number of people and any number of resources. */
final class Trust {
    static final String TENANT = "7d1c9a52-0000-4000-8000-0000000000aa";
    static final String SUBSCRIPTION = "/subscriptions/7d1c9a52-0000-4000-8000-0000000000bb";
    private static final int PEOPLE = 400;
    private static final int SERVERS = 40;
    private static final List<String> GIVEN = List.of("Asha", "Ben", "Cara", "Dev", "Ella", "Femi", "Grace", "Hugh");
    private static final List<String> FAMILY =
            List.of("Moss", "Patel", "Reed", "Okoro", "Lane", "Shah", "Byrne", "Cole");

    private final int resources;

    Trust(int resources) {
        this.resources = resources;
    }

    /** A person or an application. */
    record Person(String id, String name, String principalName) {}

    Person somebody(Moment moment) {
        return person(moment.upTo(PEOPLE));
    }

    static Person person(int number) {
        String name = GIVEN.get(number % GIVEN.size()) + " " + FAMILY.get(number / GIVEN.size() % FAMILY.size());
        return new Person(
                String.format(Locale.ROOT, "7d1c9a52-0000-4000-8000-%012x", 0xA0000 + number),
                name,
                name.toLowerCase(Locale.ROOT).replace(' ', '.') + number + "@northmoor.example.nhs.uk");
    }

    /** An application with an identity of its own. */
    static Person server(Moment moment) {
        int number = moment.upTo(SERVERS);
        return new Person(
                String.format(Locale.ROOT, "7d1c9a52-0000-4000-8000-%012x", 0xB0000 + number), "app-" + number, "");
    }

    /** An address of the trust's own. */
    static String address(Moment moment) {
        return "198.51.100." + (1 + moment.upTo(250));
    }

    static String group(String name) {
        return SUBSCRIPTION + "/resourceGroups/" + name;
    }

    String store(Moment moment) {
        return storeNamed("stnm" + moment.upTo(resources));
    }

    static String storeNamed(String name) {
        return group("rg-imaging") + "/providers/Microsoft.Storage/storageAccounts/" + name;
    }

    String machine(Moment moment) {
        return group("rg-vms") + "/providers/Microsoft.Compute/virtualMachines/vm-" + moment.upTo(resources);
    }

    String vault(Moment moment) {
        return group("rg-keys") + "/providers/Microsoft.KeyVault/vaults/kv-nm-" + moment.upTo(resources);
    }

    String securityGroup(Moment moment) {
        return group("rg-net") + "/providers/Microsoft.Network/networkSecurityGroups/nsg-" + moment.upTo(resources);
    }
}
