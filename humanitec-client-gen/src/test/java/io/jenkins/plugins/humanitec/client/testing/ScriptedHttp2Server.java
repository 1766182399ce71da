package io.jenkins.plugins.humanitec.client.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A server on loopback that speaks just enough HTTP/2 over TLS (RFC 9113) to do to requests what other servers will not. */
public final class ScriptedHttp2Server implements AutoCloseable {

    /** What becomes of a request. */
    public enum Act {
        /** It is answered. */
        ANSWER,
        /** Its stream is refused. */
        REFUSE,
        /** The connection is given up, and this request said not to have been processed. */
        GO_AWAY,
        /** Its stream is reset in the middle of whatever was done. */
        RESET
    }

    private static final int PREFACE = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int GOAWAY = 7;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int INTERNAL_ERROR = 2;
    private static final int REFUSED_STREAM = 7;

    private final SSLServerSocket listener;
    private final byte[] answer;
    private final Queue<Act> script = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();

    /**
     * @param tls what it shows
     * @param answer what it answers
     */
    public ScriptedHttp2Server(SSLContext tls, String answer) throws IOException {
        this.answer = answer.getBytes(StandardCharsets.US_ASCII);
        listener = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        listener.setSSLParameters(parameters);
        RawServer.daemon(this::accept);
    }

    public URI uri() {
        return URI.create("https://localhost:" + listener.getLocalPort());
    }

    /** What becomes of the next requests; later ones are answered. */
    public void script(Act... acts) {
        script.addAll(List.of(acts));
    }

    public int requests() {
        return requests.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                RawServer.daemon(() -> serve((SSLSocket) socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            in.readFully(new byte[PREFACE]);
            frame(out, SETTINGS, 0, 0, new byte[0]);
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                in.readFully(new byte[length]);
                if (type == SETTINGS && (flags & ACK) == 0) {
                    frame(out, SETTINGS, ACK, 0, new byte[0]);
                }
                if (type == HEADERS && (flags & END_STREAM) != 0 || type == DATA && (flags & END_STREAM) != 0) {
                    requests.incrementAndGet();
                    Act act = script.poll();
                    act(out, stream, act == null ? Act.ANSWER : act);
                    if (act == Act.GO_AWAY) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private void act(DataOutputStream out, int stream, Act act) throws IOException {
        switch (act) {
            case REFUSE -> frame(out, RST_STREAM, 0, stream, number(REFUSED_STREAM));
            case RESET -> frame(out, RST_STREAM, 0, stream, number(INTERNAL_ERROR));
            case GO_AWAY -> {
                ByteArrayOutputStream payload = new ByteArrayOutputStream();
                payload.writeBytes(number(Math.max(0, stream - 2)));
                payload.writeBytes(number(0));
                frame(out, GOAWAY, 0, 0, payload.toByteArray());
            }
            default -> {
                // The first entry of HPACK's static table that says 200 is its eighth.
                frame(out, HEADERS, END_HEADERS, stream, new byte[] {(byte) 0x88});
                frame(out, DATA, END_STREAM, stream, answer);
            }
        }
    }

    private static byte[] number(int number) {
        return new byte[] {(byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    }

    private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
            throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
