package io.dockerkit.impl.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link Link} over a socket of the JDK, unix or tcp. As thread-safe as {@link Link} asks for. */
final class SocketLink implements Link {
    /** The JDK keeps a direct buffer as large as the largest transfer for each thread; this bounds it. */
    private static final int LARGEST_TRANSFER = 128 * 1024;

    private final List<? extends SocketAddress> addresses;
    private volatile SocketChannel channel;
    private volatile boolean closed;

    private SocketLink(List<? extends SocketAddress> addresses) throws IOException {
        this.addresses = addresses;
        this.channel = open(addresses.get(0));
    }

    /** Makes a link to a unix socket. */
    static SocketLink to(Path socket) throws IOException {
        return new SocketLink(List.of(UnixDomainSocketAddress.of(socket)));
    }

    /** Makes a link to a tcp port; the name is looked up anew each time. */
    static SocketLink to(String host, int port) throws IOException {
        try {
            List<InetSocketAddress> all = new ArrayList<>();
            for (InetAddress one : InetAddress.getAllByName(host)) {
                all.add(new InetSocketAddress(one, port));
            }
            return toFirstOf(all);
        } catch (UnknownHostException e) {
            throw new UnknownHostException("the host " + host + " is not known");
        }
    }

    /** Makes a link to the first of several tcp addresses that can be connected to. */
    static SocketLink toFirstOf(List<InetSocketAddress> addresses) throws IOException {
        return new SocketLink(addresses);
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        if (address instanceof UnixDomainSocketAddress) {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        }
        SocketChannel channel = SocketChannel.open();
        // what a person types goes out at once
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        return channel;
    }

    /** Returns how {@code DOCKER_HOST} names a tcp port. */
    static String name(String host, int port) {
        return "tcp://" + authority(host, port);
    }

    /** Returns {@code host:port}, an IPv6 address in brackets. */
    static String authority(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    @Override
    public void connect() throws IOException {
        IOException first = null;
        for (SocketAddress address : addresses) {
            try {
                if (first != null) {
                    // a failed attempt has closed its channel
                    renew(address);
                }
                channel.connect(address);
                return;
            } catch (ClosedChannelException ended) {
                throw ended;
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        throw first == null ? new ClosedChannelException() : first;
    }

    private void renew(SocketAddress address) throws IOException {
        channel = open(address);
        if (closed) {
            close();
            throw new ClosedChannelException();
        }
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
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // the descriptor is gone either way, and there is nothing that anybody could do about
            // it
        }
    }
}
