package io.dspt.monitor.streams.alert;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One Alertmanager and what it wants to see before it listens. Secrets are named by file and read anew for every request,
 * so that they can be changed while the monitor runs.
 *
 * @param name what it is called in metrics and messages: no address
 * @param url where its API is, without {@code /api/v2}
 * @param basicAuth name and password, when it asks for them
 * @param bearerTokenFile holds the token, when it asks for one
 * @param caFile certificates in PEM of those who may vouch for it, instead of the usual ones
 */
public record AlertmanagerAddress(
        String name, URI url, Optional<BasicAuth> basicAuth, Optional<Path> bearerTokenFile, Optional<Path> caFile) {

    private static final String NAME = "[A-Za-z][A-Za-z0-9-]{0,31}";

    /** A name and the file that holds its password. */
    public record BasicAuth(String username, Path passwordFile) {}

    public AlertmanagerAddress {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("the name '" + name + "' is not made of letters, digits and dashes");
        }
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException(url + " is no address such as http://alertmanager:9093");
        }
        if (url.getUserInfo() != null) {
            throw new IllegalArgumentException("a password does not belong into an address: use basic_auth");
        }
        if (basicAuth.isPresent() && bearerTokenFile.isPresent()) {
            throw new IllegalArgumentException("basic_auth and bearer_token_file exclude each other");
        }
        if (caFile.isPresent() && !"https".equals(url.getScheme())) {
            throw new IllegalArgumentException("ca_file is of use with https only");
        }
    }

    /** One that asks nobody who he is. */
    public static AlertmanagerAddress open(String name, URI url) {
        return new AlertmanagerAddress(name, url, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Where a part of its API is. */
    URI api(String path) {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v2/" + path);
    }
}
