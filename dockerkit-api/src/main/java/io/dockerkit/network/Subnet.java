package io.dockerkit.network;

import io.dockerkit.InvalidOptionException;
import io.dockerkit.cli.Addresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of addresses in CIDR form, without host bits: {@code 182.1.0.0/16}.
 *
 * <p>Immutable and thread-safe.
 */
final class Subnet {
    private static final String FORM =
            "accepted form: address/prefix, such as 182.1.0.0/16 or 2001:db8::/64";
    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Subnet() {}

    /**
     * Returns the subnet with its host bits cleared, which engines from 26 on insist upon and older ones did themselves:
     * {@code 182.1.0.1/16} becomes {@code 182.1.0.0/16}.
     */
    static String masked(String option, String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new InvalidOptionException(option, text, "the prefix length is missing; " + FORM);
        }
        byte[] address = address(option, text, text.substring(0, slash));
        int bits = address.length * 8;
        int prefix = prefix(option, text, text.substring(slash + 1), bits);
        byte[] network =
                BigInteger.ONE
                        .shiftLeft(bits)
                        .subtract(BigInteger.ONE)
                        .shiftRight(bits - prefix)
                        .shiftLeft(bits - prefix)
                        .and(new BigInteger(1, address))
                        .toByteArray();
        byte[] exact = new byte[address.length];
        int length = Math.min(network.length, exact.length);
        System.arraycopy(network, network.length - length, exact, exact.length - length, length);
        return host(exact) + "/" + prefix;
    }

    /** Returns whether an address, or the first one of another subnet, lies in a subnet; never for the other family. */
    static boolean contains(String subnet, String addressOrSubnet) {
        int slash = subnet.indexOf('/');
        byte[] network = address("", subnet, subnet.substring(0, slash));
        String bare = addressOrSubnet.replaceFirst("/.*", "");
        byte[] other = address("", addressOrSubnet, bare);
        String prefix = subnet.substring(slash);
        return network.length == other.length
                && masked("", bare + prefix).equals(masked("", subnet));
    }

    /** Returns the address if it is one, in the form given. */
    static String checkAddress(String option, String text) {
        address(option, text, text);
        return text;
    }

    private static byte[] address(String option, String whole, String text) {
        try {
            if (ADDRESS.matcher(text).matches()) {
                // a literal of this form is never looked up
                return InetAddress.getByName(text).getAddress();
            }
        } catch (UnknownHostException malformed) {
            throw new InvalidOptionException(option, whole, "not an IP address; " + FORM);
        }
        throw new InvalidOptionException(option, whole, "not an IP address; " + FORM);
    }

    private static int prefix(String option, String whole, String text, int bits) {
        if (!text.matches("[0-9]+")) {
            throw new InvalidOptionException(
                    option, whole, "the prefix length is not a number; " + FORM);
        }
        if (text.matches("0*[0-9]{1,3}") && Integer.parseInt(text) <= bits) {
            return Integer.parseInt(text);
        }
        throw new InvalidOptionException(
                option, whole, "the prefix length must be 0.." + bits + "; " + FORM);
    }

    private static String host(byte[] address) {
        try {
            return Addresses.canonical(InetAddress.getByAddress(address).getHostAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
        }
    }
}
