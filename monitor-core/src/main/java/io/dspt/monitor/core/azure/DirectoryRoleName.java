package io.dspt.monitor.core.azure;

import java.util.Locale;
import java.util.Map;

/**
 * Names of Entra roles. The directory itself and Microsoft 365 still write the names that some had at first, Privileged
 * Identity Management the ones of today; both mean one role, which is given by one record and taken by another.
 */
final class DirectoryRoleName {
    /** [V] Name of today by first name in lower case, as in Microsoft's reference of built-in roles. */
    private static final Map<String, String> TODAY = Map.of(
            "company administrator", "Global Administrator",
            "user account administrator", "User Administrator",
            "exchange service administrator", "Exchange Administrator",
            "sharepoint service administrator", "SharePoint Administrator",
            "intune service administrator", "Intune Administrator",
            "lync service administrator", "Skype for Business Administrator",
            "crm service administrator", "Dynamics 365 Administrator",
            "power bi service administrator", "Fabric Administrator");

    private DirectoryRoleName() {}

    /** The name that the role has today. */
    static String today(String name) {
        return TODAY.getOrDefault(name.strip().toLowerCase(Locale.ROOT), name);
    }
}
