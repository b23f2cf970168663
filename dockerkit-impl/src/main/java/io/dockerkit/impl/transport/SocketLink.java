package io.dockerkit.impl.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A {@link Link} over a socket of the JDK, unix or tcp. As thread-safe as {@link Link} asks for. */
final class SocketLink implements Link {
    /** The JDK keeps a direct buffer as large as the largest transfer for each thread; this bounds it. */
    private static final int LARGEST_TRANSFER = 128 * 1024;

    private final SocketAddress address;
    private final SocketChannel channel;

    private SocketLink(SocketAddress address, SocketChannel channel) {
        this.address = address;
        this.channel = channel;
    }

    /** Makes a link to a unix socket. */
    static SocketLink to(Path socket) throws IOException {
        return new SocketLink(
                UnixDomainSocketAddress.of(socket),
                SocketChannel.open(StandardProtocolFamily.UNIX));
    }

    /** Makes a link to a tcp port; the name is looked up anew each time. */
    static SocketLink to(String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("the host " + host + " is not known");
        }
        SocketChannel channel = SocketChannel.open();
        // what a person types goes out at once
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        return new SocketLink(address, channel);
    }

    /** Returns how {@code DOCKER_HOST} names a tcp port. */
    static String name(String host, int port) {
        return "tcp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    @Override
    public void connect() throws IOException {
        channel.connect(address);
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
