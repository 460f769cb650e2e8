package io.dspt.monitor.azure.fakes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Azure Resource Graph in this process: answers {@code POST /providers/Microsoft.ResourceGraph/resources} over HTTP on the
 * loopback address. It evaluates no query: a test says which records go with which queries.
 *
 * <pre>{@code
 * try (FakeResourceGraph graph = FakeResourceGraph.start()) {
 *     graph.answer(query -> query.startsWith("resources"), List.of("{\"id\":\"/subscriptions/...\"}"));
 *     graph.throttleNext(2, Duration.ofSeconds(1));
 *     new Client(graph.endpoint()) ...
 * }</pre>
 */
public final class FakeResourceGraph implements AutoCloseable {
    /** The path of its one operation. */
    public static final String PATH = "/providers/Microsoft.ResourceGraph/resources";
    /** Records of a page at most, and where a request does not say. */
    public static final int MOST_RECORDS_PER_PAGE = 1000;

    private static final Pattern API_VERSION = Pattern.compile("(?:^|&)api-version=([^&]+)");
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;
    private final List<GraphAnswer> answers = new CopyOnWriteArrayList<>();
    private final List<GraphRequest> requests = new CopyOnWriteArrayList<>();
    private final NextFaults<GraphResponse> faults = new NextFaults<>();
    private final NextFaults<Boolean> cuts = new NextFaults<>();
    private final NextFaults<Duration> quotas = new NextFaults<>();
    private final Map<Integer, Runnable> beforePages = new ConcurrentHashMap<>();
    private volatile @Nullable String token;

    private FakeResourceGraph() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(FakeEventHubs.HOST), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on " + FakeEventHubs.HOST + ".", e);
        }
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "fake-resource-graph");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts it on any free port, without answers: every query is invalid then. */
    public static FakeResourceGraph start() {
        return new FakeResourceGraph();
    }

    /** Its address without a path, which stands for {@code https://management.azure.com}. */
    public URI endpoint() {
        return URI.create(
                "http://" + FakeEventHubs.HOST + ":" + server.getAddress().getPort());
    }

    /**
     * Gives records to queries. When several answers are for a query, the first that was given counts.
     *
     * @param queries says of a query's text whether it is meant
     * @param records JSON objects, in the order in which they are given
     * @return the answer, to change its records later
     * @throws IllegalArgumentException when a record is no JSON object
     */
    public GraphAnswer answer(Predicate<String> queries, List<String> records) {
        GraphAnswer answer = new GraphAnswer(queries, records);
        answers.add(answer);
        return answer;
    }

    /** From now on takes requests with this bearer token and no others; at the beginning any, or none, will do. */
    public void requireToken(String bearerToken) {
        token = bearerToken;
    }

    /** The requests that came, in order, those that failed too; without those that were no JSON. */
    public List<GraphRequest> requests() {
        return List.copyOf(requests);
    }

    // Faults

    /**
     * Throttles the next requests.
     *
     * @param retryAfter what they are told to wait, in whole seconds, at least one
     */
    public void throttleNext(int times, Duration retryAfter) {
        faults.add(times, GraphResponse.throttled(retryAfter));
    }

    /** Fails the next requests as a service does that is broken inside: with status 500. */
    public void failNext(int times) {
        failNext(
                times,
                500,
                "InternalServerError",
                "Encountered internal server error. Diagnostic information: timestamp '20261121T000000Z'.");
    }

    /**
     * Fails the next requests with an error of Azure Resource Manager.
     *
     * @param status of HTTP
     * @param code Azure's name of the error
     */
    public void failNext(int times, int status, String code, String message) {
        faults.add(times, GraphResponse.managerError(status, code, message));
    }

    /** Refuses the next requests with status 403, as for an identity without a role. */
    public void denyNext(int times) {
        failNext(
                times,
                403,
                "AuthorizationFailed",
                "The client '00000000-0000-0000-0000-000000000001' with object id"
                        + " '00000000-0000-0000-0000-000000000001' does not have authorization to perform action"
                        + " 'Microsoft.ResourceGraph/resources/read' over scope"
                        + " '/providers/Microsoft.ResourceGraph' or the scope is invalid. If access was recently granted,"
                        + " please refresh your credentials.");
    }

    /** Refuses the next requests with status 401, as for a token that is out of date. */
    public void expireNext(int times) {
        faults.add(
                times,
                GraphResponse.unauthenticated(
                        "ExpiredAuthenticationToken",
                        "The access token expiry UTC time is earlier than current UTC time."));
    }

    /** Breaks the connection in the middle of the body of the next answers. */
    public void cutNext(int times) {
        cuts.add(times, true);
    }

    /**
     * Answers the next requests, and says that nothing more may be asked for a while. It does not insist.
     *
     * @param resetsAfter for how long, in whole seconds
     */
    public void useUpQuotaNext(int times, Duration resetsAfter) {
        quotas.add(times, resetsAfter);
    }

    /**
     * Does something once, just before a page is made: changes the records between pages, fails that page with one of the
     * other faults, or keeps the client waiting.
     *
     * @param page its number, the first is 0
     * @param action runs on a thread of the server
     */
    public void beforePage(int page, Runnable action) {
        beforePages.put(page, action);
    }

    /** Stops at once: requests that are being answered break off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            send(exchange, respond(exchange, body));
        }
    }

    private GraphResponse respond(HttpExchange exchange, String body) {
        URI uri = exchange.getRequestURI();
        if (!uri.getPath().equalsIgnoreCase(PATH)) {
            return GraphResponse.managerError(
                    404, "InvalidResourceType", "The resource type could not be found at '" + uri.getPath() + "'.");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return GraphResponse.managerError(
                    405, "HttpMethodNotAllowed", "The method '" + exchange.getRequestMethod() + "' is not allowed.");
        }
        Matcher version = API_VERSION.matcher(uri.getQuery() == null ? "" : uri.getQuery());
        if (!version.find()) {
            return GraphResponse.managerError(
                    400,
                    "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        try {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            return respond(GraphRequest.of(body, version.group(1), authorization));
        } catch (JsonProcessingException e) {
            return GraphResponse.managerError(
                    400, "InvalidRequestContent", "The request content was invalid and could not be deserialized.");
        }
    }

    private GraphResponse respond(GraphRequest request) {
        requests.add(request);
        GraphPage page = GraphPage.of(request);
        Runnable action = page == null ? null : beforePages.remove(page.number());
        if (action != null) {
            action.run();
        }
        GraphResponse fault = faults.next();
        if (fault != null) {
            return fault;
        }
        GraphResponse refusal = refuse(request);
        if (refusal != null) {
            return refusal;
        }
        if (page == null) {
            return invalid("InvalidSkipToken", "The skip token is invalid.");
        }
        GraphAnswer answer = answers.stream()
                .filter(each -> each.isFor(request.query()))
                .findFirst()
                .orElse(null);
        if (answer == null) {
            return invalid(
                    "InvalidQuery", "Query is invalid. Please refer to the documentation: no answer is given to it.");
        }
        int size = request.top() == null ? MOST_RECORDS_PER_PAGE : request.top();
        GraphResponse response = GraphResponse.ok(page.body(answer.records(request.subscriptions()), size));
        Duration quota = quotas.next();
        GraphResponse told = quota == null ? response : response.withoutQuota(quota);
        return cuts.next() == null ? told : told.cutInTheMiddle();
    }

    private @Nullable GraphResponse refuse(GraphRequest request) {
        String required = token;
        if (required != null && request.authorization() == null) {
            return GraphResponse.unauthenticated(
                    "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
        }
        if (required != null && !("Bearer " + required).equals(request.authorization())) {
            return GraphResponse.unauthenticated("InvalidAuthenticationToken", "The access token is invalid.");
        }
        Integer top = request.top();
        if (top != null && (top < 1 || top > MOST_RECORDS_PER_PAGE)) {
            return invalid("InvalidOptions", "'$top' has to be between 1 and " + MOST_RECORDS_PER_PAGE + ".");
        }
        if (!request.resultFormat().equalsIgnoreCase("objectArray")) {
            return invalid("InvalidOptions", "The fake gives results as objectArray only.");
        }
        return null;
    }

    private static GraphResponse invalid(String code, String reason) {
        return GraphResponse.serviceError(400, "BadRequest", code, reason);
    }

    private static void send(HttpExchange exchange, GraphResponse response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.status(), body.length);
        OutputStream output = exchange.getResponseBody();
        output.write(body, 0, response.cut() ? body.length / 2 : body.length);
        output.flush();
    }
}
