package io.dspt.monitor.streams.alert;

import io.dspt.monitor.streams.output.PrintedFinding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a finding is, as short as a person needs it: the names, kind and group of a resource instead of its whole id. */
final class Place {
    private static final String SUBSCRIPTIONS = "subscriptions";
    private static final String RESOURCE_GROUPS = "resourcegroups";
    private static final String PROVIDERS = "providers";
    private static final int MOST_NAMES = 80;
    private static final Pattern RESOURCE_ID = Pattern.compile("(?i)/subscriptions/[^\\s\"',;]+");

    private Place() {}

    static String of(AlertedFinding finding) {
        PrintedFinding printed = finding.printed();
        String organisation = printed.organisation() == null ? "" : " (" + printed.organisation() + ")";
        String estate = "estate " + printed.estate() + organisation;
        if (!RESOURCE_ID.matcher(printed.subject()).lookingAt()) {
            return estate + ", " + printed.subject();
        }
        Resource resource = Resource.of(printed.subject());
        String region = finding.fact("resource.region").map(name -> ", " + name).orElse("");
        return resource.placed() + region + "; " + estate;
    }

    /** The text with names in place of whole ids of resources. */
    static String named(String text) {
        Matcher id = RESOURCE_ID.matcher(text);
        StringBuilder named = new StringBuilder();
        while (id.find()) {
            id.appendReplacement(
                    named, Matcher.quoteReplacement(Resource.of(id.group()).named()));
        }
        return id.appendTail(named).toString();
    }

    /**
     * What an id says.
     *
     * @param names of the resource and what it is part of, outermost first
     * @param kind provider and types, in lower case
     */
    private record Resource(String subscription, String group, String kind, List<String> names) {
        static Resource of(String id) {
            // Some records have a slash too many.
            List<String> parts = Arrays.stream(id.split("/", -1))
                    .filter(part -> !part.isEmpty())
                    .toList();
            String subscription = "";
            String group = "";
            String provider = "";
            List<String> types = new ArrayList<>();
            List<String> names = new ArrayList<>();
            for (int i = 0; i + 1 < parts.size(); i += 2) {
                String name = parts.get(i + 1);
                switch (parts.get(i).toLowerCase(Locale.ROOT)) {
                    case SUBSCRIPTIONS -> subscription = name;
                    case RESOURCE_GROUPS -> group = name;
                    case PROVIDERS -> {
                        // What is attached to a resource has an id of its own behind that of the resource.
                        provider = name;
                        types.clear();
                    }
                    default -> {
                        types.add(parts.get(i));
                        names.add(name);
                    }
                }
            }
            String kind = provider.toLowerCase(Locale.ROOT).replace("microsoft.", "") + "/"
                    + String.join("/", types).toLowerCase(Locale.ROOT);
            return new Resource(subscription, group, kind, names);
        }

        String named() {
            if (!names.isEmpty()) {
                String all = String.join("/", names);
                // Of a backup, the ends say what it is of; what is between is the service's own.
                return all.length() <= MOST_NAMES ? all : names.get(0) + "/…/" + names.get(names.size() - 1);
            }
            return group.isEmpty() ? "subscription " + subscription : "resource group " + group;
        }

        String placed() {
            if (names.isEmpty()) {
                return named();
            }
            String container = group.isEmpty() ? "subscription " + subscription : group;
            return named() + " (" + kind + ") in " + container;
        }
    }
}
