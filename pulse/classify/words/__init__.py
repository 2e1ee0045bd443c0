"""Texts as arrays of words, and what is known of each word: worked out once, and kept."""
