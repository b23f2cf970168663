package io.dockerkit.compose.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command that Compose files have as one text into words: as a shell does with quotes and backslashes, up to the first
 * {@code ;}, {@code &}, {@code |}, {@code <} or {@code >} that is not quoted. Nothing is put in for {@code $(…)} and {@code `…`},
 * within which words do not end. Used once, not thread-safe.
 */
public final class CommandWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isBegun;
    private boolean isSingle;
    private boolean isDouble;
    private boolean isBack;
    private boolean isDollar;

    private CommandWords(String text) {
        this.text = text;
    }

    /**
     * Returns the words.
     *
     * @throws IllegalArgumentException if a quote or a parenthesis is not closed, or nothing is behind a last backslash
     */
    public static List<String> split(String text) {
        return new CommandWords(text).split();
    }

    private List<String> split() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && !isSingle) {
                if (++i == text.length()) {
                    throw new IllegalArgumentException("nothing is behind the last backslash");
                }
                add(text.charAt(i));
            } else if (" \t\r\n".indexOf(c) >= 0 && !isQuoted()) {
                end();
            } else if (";&|<>".indexOf(c) >= 0 && !isQuoted()) {
                boolean isDescriptor = c == '>' && word.length() > 0 && isDigit(word.charAt(0));
                isBegun &= !isDescriptor;
                break;
            } else if (!quotes(c)) {
                add(c);
            }
        }
        if (isQuoted()) {
            throw new IllegalArgumentException("a quote or a parenthesis is not closed");
        }
        end();
        return words;
    }

    private boolean isQuoted() {
        return isSingle || isDouble || isBack || isDollar;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void add(char c) {
        word.append(c);
        isBegun = true;
    }

    private void end() {
        if (isBegun) {
            words.add(word.toString());
            word.setLength(0);
            isBegun = false;
        }
    }

    /** Opens or closes quotes; returns whether the character is no part of the word. */
    private boolean quotes(char c) {
        switch (c) {
            case '"' -> {
                if (!isSingle && !isDollar) {
                    isBegun |= isDouble;
                    isDouble = !isDouble;
                    return true;
                }
            }
            case '\'' -> {
                if (!isDouble && !isDollar) {
                    isBegun |= isSingle;
                    isSingle = !isSingle;
                    return true;
                }
            }
            case '`' -> isBack ^= !isSingle && !isDouble && !isDollar;
            case ')' -> isDollar ^= !isSingle && !isDouble && !isBack;
            case '(' -> {
                if (!isSingle && !isDouble && !isBack) {
                    if (isDollar || word.length() == 0 || word.charAt(word.length() - 1) != '$') {
                        throw new IllegalArgumentException(
                                "a parenthesis without quotes, and without $ before it");
                    }
                    isDollar = true;
                }
            }
            default -> {}
        }
        return false;
    }
}
