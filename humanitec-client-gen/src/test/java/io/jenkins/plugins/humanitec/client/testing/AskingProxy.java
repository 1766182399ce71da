package io.jenkins.plugins.humanitec.client.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on loopback that asks for credentials, and then passes on what it is given: plain http, and tunnels for https. */
public final class AskingProxy implements AutoCloseable {

    public static final String USER = "jenkins";
    public static final String PASSWORD = "pröxy:secret";

    private final ServerSocket listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final String challenge;
    private volatile boolean forbids;

    /** @param challenge what it asks for: the lines {@code Proxy-Authenticate}, or none */
    public AskingProxy(String... challenge) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String one : challenge) {
            lines.append("Proxy-Authenticate: ").append(one).append("\r\n");
        }
        this.challenge = lines.toString();
        RawServer.daemon(this::accept);
    }

    public ProxySelector selector() {
        return ProxySelector.of(new InetSocketAddress("127.0.0.1", listener.getLocalPort()));
    }

    /** Answers requests with the right credentials with 403, and a page that quotes what they had for the proxy. */
    public void forbid() {
        forbids = true;
    }

    /** The heads of the requests that lacked the right credentials. */
    public List<String> refused() {
        return refused;
    }

    /** The heads of the requests that had them. */
    public List<String> passed() {
        return passed;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                RawServer.daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String head = RawServer.readHead(socket.getInputStream());
            String[] line = head.split("\r\n", 2)[0].split(" ");
            if (!head.contains("\r\nProxy-Authorization: Basic " + credentials() + "\r\n")) {
                refused.add(head);
                socket.getInputStream().readNBytes(length(head));
                write(
                        socket,
                        "HTTP/1.1 407 Proxy Authentication Required\r\n" + challenge
                                + "Connection: close\r\nContent-Length: 9\r\n\r\nwho's it?");
                return;
            }
            passed.add(head);
            if (forbids) {
                socket.getInputStream().readNBytes(length(head));
                String page = "<p>Forbidden: Proxy-Authorization: Basic " + credentials() + ", which is " + USER + ":"
                        + PASSWORD + "</p>";
                write(
                        socket,
                        "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html; charset=ISO-8859-1\r\n"
                                + "Connection: close\r\nContent-Length: " + page.length() + "\r\n\r\n" + page);
                return;
            }
            if (line[0].equals("CONNECT")) {
                String[] target = line[1].split(":");
                try (Socket origin = new Socket("127.0.0.1", Integer.parseInt(target[1]))) {
                    write(socket, "HTTP/1.1 200 Connected\r\n\r\n");
                    join(socket, origin);
                }
            } else {
                URI target = URI.create(line[1]);
                try (Socket origin = new Socket("127.0.0.1", target.getPort())) {
                    String own = head.replace(line[1], target.getRawPath())
                            .replaceFirst("(?i)Proxy-Authorization: .*\r\n", "")
                            .replaceFirst("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
                    write(origin, own);
                    join(socket, origin);
                }
            }
        } catch (IOException e) {
            // Either side has had enough.
        }
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** The user name and the password, as the header has them. */
    public static String credentials() {
        return Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void join(Socket client, Socket origin) throws IOException {
        RawServer.daemon(() -> copy(client, origin));
        copy(origin, client);
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // The other direction ends, too.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
