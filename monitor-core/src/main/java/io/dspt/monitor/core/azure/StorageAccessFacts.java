package io.dspt.monitor.core.azure;

import io.dspt.monitor.core.event.ResourceId;
import io.dspt.monitor.core.fact.FactValue;
import io.dspt.monitor.core.fact.FactValue.Missing;
import io.dspt.monitor.core.fact.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a record of an access to storage says beyond its header, as the diagnostic categories StorageRead, StorageWrite and
 * StorageDelete and the tables of Log Analytics have it. Signatures and names below the container arrive masked.
 */
final class StorageAccessFacts {
    static final DetailFacts<JsonObject> TABLE = new DetailFacts<JsonObject>()
            .with(Facts.ACCESS_STATUS_CODE, record -> record.wholeFact("statusCode"))
            .with(Facts.ACCESS_TLS_VERSION, record -> properties(record).textFact("tlsVersion"))
            .with(Facts.STORAGE_ACCOUNT, record -> known(account(record)))
            .with(Facts.DATA_ACCESS_CONTAINER, StorageAccessFacts::containerId)
            .with(Facts.STORAGE_CONTAINER_NAME, StorageAccessFacts::container)
            .with(Facts.STORAGE_OBJECT, record -> properties(record).textFact("objectKey"))
            .with(Facts.STORAGE_AUTHENTICATION, StorageAccessFacts::authentication)
            .with(Facts.STORAGE_RESPONSE_BYTES, record -> properties(record).wholeFact("responseBodySize"))
            .with(Facts.STORAGE_STATUS_TEXT, record -> record.textFact("statusText"))
            .with(Facts.STORAGE_SAS_PERMISSIONS, record -> parameter(record, "sp"))
            .with(Facts.STORAGE_SAS_PROTOCOLS, record -> parameter(record, "spr"))
            .with(Facts.STORAGE_SAS_LIFETIME_HOURS, StorageAccessFacts::lifetimeHours);

    private static final String BLOB_SERVICE = "microsoft.storage/storageaccounts/blobservices";
    private static final String ACCOUNTS = "/storageaccounts/";
    private static final Pattern ENCODED = Pattern.compile("%([0-7][0-9a-fA-F])");
    private static final String SIGNATURE = "sig";

    private StorageAccessFacts() {}

    private static JsonObject properties(JsonObject record) {
        return record.objectOrSelf("properties");
    }

    private static FactValue known(@Nullable String text) {
        return FactValue.textOr(text, Missing.UNKNOWN);
    }

    /** The account's name, which its own resource, and the host of the address, begin with. */
    private static @Nullable String account(JsonObject record) {
        String named = properties(record).text("accountName");
        if (named != null) {
            return named;
        }
        String resource = DataAccessReader.resourceId(record);
        int at = resource == null ? -1 : resource.toLowerCase(Locale.ROOT).indexOf(ACCOUNTS);
        if (resource != null && at >= 0) {
            return resource.substring(at + ACCOUNTS.length()).split("/", 2)[0];
        }
        String address = record.text("uri");
        int host = address == null ? -1 : address.indexOf("://") + 3;
        int dot = address == null || host < 3 ? -1 : address.indexOf('.', host);
        return address == null || dot < 0 ? null : address.substring(host, dot);
    }

    private static FactValue container(JsonObject record) {
        String key = properties(record).text("objectKey");
        if (key != null) {
            String[] segments = key.split("/", 4);
            return segments.length > 2 && !segments[2].isEmpty() ? FactValue.text(segments[2]) : Missing.ABSENT;
        }
        String address = record.text("uri");
        if (address == null) {
            return Missing.UNKNOWN;
        }
        String path = address.split("\\?", 2)[0];
        int slash = path.indexOf('/', path.indexOf("://") + 3);
        String container = slash < 0 ? "" : path.substring(slash + 1).split("/", 2)[0];
        return FactValue.textOr(container.isEmpty() ? null : container, Missing.ABSENT);
    }

    /** The blob container's resource id. */
    private static FactValue containerId(JsonObject record) {
        String resource = DataAccessReader.resourceId(record);
        Optional<ResourceId> service = resource == null ? Optional.empty() : ResourceId.parse(resource);
        return container(record) instanceof FactValue.Text container
                        && service.isPresent()
                        && service.get().type().equals(BLOB_SERVICE)
                ? FactValue.text(
                        service.get().child("containers", container.value()).display())
                : Missing.UNKNOWN;
    }

    /** How the caller was let in; an address with a signature tells where the record does not. */
    private static FactValue authentication(JsonObject record) {
        String told = record.object("identity").text("type");
        if (told == null) {
            told = record.text("AuthenticationType");
        }
        if (told != null) {
            return FactValue.text(told.replace(" ", ""));
        }
        boolean signed = signedQuery(record).map(query -> !query.isEmpty()).orElse(false);
        return signed ? FactValue.text("SAS") : Missing.UNKNOWN;
    }

    /** A parameter of a shared access signature; absent where the address was carried and has none. */
    private static FactValue parameter(JsonObject record, String name) {
        return signedQuery(record)
                .map(query -> FactValue.textOr(query.get(name), Missing.ABSENT))
                .orElse(Missing.UNKNOWN);
    }

    /**
     * For how long the signature holds, in whole hours. One without a beginning holds from its signing on: at least from
     * this access. One without an end takes it from a stored policy that the record does not carry.
     */
    private static FactValue lifetimeHours(JsonObject record) {
        Optional<SortedMap<String, String>> query = signedQuery(record);
        if (query.isPresent() && query.get().isEmpty()) {
            return Missing.ABSENT;
        }
        Optional<Instant> end = query.map(parameters -> parameters.get("se")).flatMap(AzureTime::parse);
        Optional<Instant> start = query.map(parameters -> parameters.get("st"))
                .flatMap(AzureTime::parse)
                .or(() -> Optional.ofNullable(
                        RecordTime.of(record, properties(record)).instant()));
        if (end.isEmpty() || start.isEmpty() || end.get().isBefore(start.get())) {
            return Missing.UNKNOWN;
        }
        return FactValue.whole(Duration.between(start.get(), end.get()).toHours());
    }

    /** The parameters of a signed address, none when it is not signed; empty when the record has no address. */
    private static Optional<SortedMap<String, String>> signedQuery(JsonObject record) {
        String address = record.text("uri");
        if (address == null) {
            return Optional.empty();
        }
        SortedMap<String, String> parameters = new TreeMap<>();
        int query = address.indexOf('?');
        for (String pair :
                query < 0 ? new String[0] : address.substring(query + 1).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(
                        pair.substring(0, equals).toLowerCase(Locale.ROOT), decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.of(parameters.containsKey(SIGNATURE) ? parameters : new TreeMap<>());
    }

    /** Undoes percent encoding of single bytes: the parameters read hold nothing beyond ASCII. */
    private static String decoded(String written) {
        return ENCODED.matcher(written)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }
}
