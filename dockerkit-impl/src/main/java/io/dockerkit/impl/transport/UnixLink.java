package io.dockerkit.impl.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A {@link Link} over a unix socket. As thread-safe as {@link Link} asks for. */
final class UnixLink implements Link {
    /** The JDK keeps a direct buffer as large as the largest transfer for each thread; this bounds it. */
    private static final int LARGEST_TRANSFER = 128 * 1024;

    private final Path socket;
    private final SocketChannel channel;

    UnixLink(Path socket) throws IOException {
        this.socket = socket;
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    @Override
    public void connect() throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return channel.read(ByteBuffer.wrap(into, offset, Math.min(length, LARGEST_TRANSFER)));
    }

    @Override
    public int readNow(byte[] into, int offset, int length) throws IOException {
        channel.configureBlocking(false);
        int count = read(into, offset, length);
        channel.configureBlocking(true);
        return count;
    }

    @Override
    public int write(byte[] from, int offset, int length) throws IOException {
        return channel.write(ByteBuffer.wrap(from, offset, Math.min(length, LARGEST_TRANSFER)));
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the descriptor is gone either way, and there is nothing that anybody could do about
            // it
        }
    }
}
