package io.dockerkit.buildkit.rpc;

import io.dockerkit.impl.transport.Duplex;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A connection that the engine handed over, in the form in which gRPC takes one: as a socket. It carries unix sockets, TLS
 * and ssh alike. Thread-safe as far as {@link Duplex} is.
 */
final class DuplexSocket extends Socket {
    private final Duplex duplex;
    private final Ends ends;
    private volatile boolean closed;
    private volatile int first = -1;

    DuplexSocket(Duplex duplex, Ends ends) {
        this.duplex = duplex;
        this.ends = ends;
    }

    private void ended(Throwable why) {
        if (!closed) {
            ends.add(why);
        }
    }

    @Override
    public InputStream getInputStream() {
        return new Input();
    }

    @Override
    public OutputStream getOutputStream() {
        return new Output();
    }

    @Override
    public void shutdownOutput() {
        duplex.closeOutput();
    }

    @Override
    public synchronized void close() {
        closed = true;
        duplex.close();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int getPort() {
        return 1;
    }

    @Override
    public int getLocalPort() {
        return 2;
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // what is written goes out at once
    }

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setSoTimeout(int timeout) {
        // the deadline is the build's
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public int getSoLinger() {
        return -1;
    }

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    /** Reads or writes. */
    private interface Transfer {
        int run() throws IOException;
    }

    /** Keeps why the connection ended; what the transport throws unchecked becomes what gRPC expects of a socket. */
    private int attempt(Transfer transfer) throws IOException {
        try {
            return transfer.run();
        } catch (IOException failed) {
            ended(failed);
            throw failed;
        } catch (RuntimeException failed) {
            ended(failed);
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /** Waits until the engine sends something; returns false if it ends the connection before. */
    boolean awaitInput() {
        try {
            int next = getInputStream().read();
            first = next;
            return next >= 0;
        } catch (IOException ended) {
            // it is kept why
            return false;
        }
    }

    private final class Input extends InputStream {
        private final InputStream in = duplex.input();

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (first >= 0 && length > 0) {
                into[offset] = (byte) first;
                first = -1;
                return 1;
            }
            int count = attempt(() -> in.read(into, offset, length));
            if (count < 0) {
                ended(new EOFException("the engine closed it"));
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private final class Output extends OutputStream {
        private final OutputStream out = duplex.output();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            attempt(
                    () -> {
                        out.write(from, offset, length);
                        return length;
                    });
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
