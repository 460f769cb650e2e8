package io.dspt.monitor.streams.alert;

import io.dspt.monitor.streams.output.PrintedFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where a finding is, as short as a person needs it: the name, kind and group of a resource instead of its whole id. */
final class Place {
    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String RESOURCE_GROUPS = "resourcegroups";
    private static final String PROVIDERS = "providers";

    private Place() {}

    static String of(AlertedFinding finding) {
        PrintedFinding printed = finding.printed();
        String organisation = printed.organisation() == null ? "" : " (" + printed.organisation() + ")";
        String estate = "estate " + printed.estate() + organisation;
        if (!isResource(printed.subject())) {
            return estate + ", " + printed.subject();
        }
        String region = finding.fact("resource.region").map(name -> ", " + name).orElse("");
        return resource(printed.subject()) + region + "; " + estate;
    }

    private static boolean isResource(String subject) {
        return subject.toLowerCase(Locale.ROOT).startsWith("/" + SUBSCRIPTIONS + "/");
    }

    private static String resource(String id) {
        String[] parts = id.substring(1).split("/", -1);
        String group = "";
        String provider = "";
        List<String> types = new ArrayList<>();
        String name = "";
        for (int i = 0; i + 1 < parts.length; i += 2) {
            switch (parts[i].toLowerCase(Locale.ROOT)) {
                case SUBSCRIPTIONS -> name = parts[i + 1];
                case RESOURCE_GROUPS -> {
                    group = parts[i + 1];
                    name = group;
                }
                case PROVIDERS -> {
                    provider = parts[i + 1];
                    types.clear();
                }
                default -> {
                    types.add(parts[i]);
                    name = parts[i + 1];
                }
            }
        }
        if (types.isEmpty()) {
            return (group.isEmpty() ? "subscription " : "resource group ") + name;
        }
        String kind = provider.toLowerCase(Locale.ROOT).replace("microsoft.", "")
                + "/" + String.join("/", types).toLowerCase(Locale.ROOT);
        return name + " (" + kind + ")" + (group.isEmpty() ? "" : " in " + group);
    }
}
