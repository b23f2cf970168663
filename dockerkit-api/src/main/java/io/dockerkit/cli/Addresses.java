package io.dockerkit.cli;

import io.dockerkit.InvalidOptionException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP and MAC addresses as the CLI reads them; nothing is looked up. Stateless and thread-safe. */
public final class Addresses {
    /** The other forms, compiled when an address is not IPv4. */
    private static final class Forms {
        static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        static final Pattern MAC =
                Pattern.compile(
                        "(?:[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5,19}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5,19}"
                                + "|[0-9A-Fa-f]{4}(?:\\.[0-9A-Fa-f]{4}){2,9})");
    }

    private Addresses() {}

    /**
     * Returns the address in its shortest form.
     *
     * @throws IllegalArgumentException if it is no IPv4 or IPv6 address
     */
    public static String canonical(String text) {
        String address = Words.strip(text);
        if (isIpv4(address)) {
            return address;
        }
        return compressed(bytes(address));
    }

    private static boolean isIpv4(String address) {
        String[] numbers = address.split("\\.", -1);
        for (String number : numbers) {
            if (!isByte(number)) {
                return false;
            }
        }
        return numbers.length == 4;
    }

    /** Returns whether the text is a number of at most 255, without a zero in front of it. */
    private static boolean isByte(String number) {
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        boolean isShort = !number.isEmpty() && number.length() <= 3;
        boolean hasZeroInFront = number.length() > 1 && number.charAt(0) == '0';
        return isShort && !hasZeroInFront && Integer.parseInt(number) <= 255;
    }

    /**
     * Returns the text if it is an IPv4 or IPv6 address.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String check(String text) {
        canonical(text);
        return text;
    }

    /**
     * Checks that an option's name and address, both not null, are not swapped.
     *
     * @param option the option as messages show it: {@code --add-host}
     * @param method the method with these two arguments: {@code addHost}
     * @throws InvalidOptionException if the name is an address and the address is none
     */
    public static void nameFirst(String option, String method, String name, String address) {
        if (isAddress(name) && !isAddress(address)) {
            throw new InvalidOptionException(
                    option,
                    name,
                    "the first argument is the name, the second its address: did you mean "
                            + method
                            + "(\""
                            + address
                            + "\", \""
                            + name
                            + "\")?");
        }
    }

    private static boolean isAddress(String text) {
        try {
            canonical(text);
            return true;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /**
     * Returns the network of an address in CIDR notation, {@code 10.0.0.0/8} for {@code 10.1.2.3/8}.
     *
     * @throws IllegalArgumentException if it is no address with the length of a prefix behind it
     */
    public static String network(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("the length of the prefix is missing");
        }
        byte[] bytes = literal(canonical(cidr.substring(0, slash)));
        long length = Numbers.unsigned(cidr.substring(slash + 1)).longValue();
        if (length > bytes.length * 8L) {
            throw new IllegalArgumentException(
                    "the prefix has at most " + bytes.length * 8 + " bits");
        }
        for (int bit = (int) length; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return compressed(bytes) + "/" + length;
    }

    private static byte[] literal(String address) {
        if (address.indexOf(':') >= 0) {
            return bytes(address);
        }
        byte[] bytes = new byte[4];
        String[] parts = address.split("\\.", -1);
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    private static byte[] bytes(String address) {
        try {
            if (Forms.IPV6.matcher(address).matches()) {
                // a literal of this form is never looked up
                return InetAddress.getByName("[" + address + "]").getAddress();
            }
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("not an IP address", malformed);
        }
        throw new IllegalArgumentException("not an IP address");
    }

    /** As RFC 5952 writes it: the longest run of zeros, if longer than one, becomes {@code ::}. */
    private static String compressed(byte[] bytes) {
        if (bytes.length == 4) {
            return (bytes[0] & 0xff)
                    + "."
                    + (bytes[1] & 0xff)
                    + "."
                    + (bytes[2] & 0xff)
                    + "."
                    + (bytes[3] & 0xff);
        }
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.length() == 0 || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /**
     * Returns the text if it is a MAC address of 6, 8 or 20 bytes.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String checkMac(String text) {
        String hex = Words.strip(text).replaceAll("[:.-]", "");
        boolean known = hex.length() == 12 || hex.length() == 16 || hex.length() == 40;
        if (!known || !Forms.MAC.matcher(Words.strip(text)).matches()) {
            throw new IllegalArgumentException("not a MAC address");
        }
        return text;
    }
}
