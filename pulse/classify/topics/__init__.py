"""What an organisation's own posts teach of its themes: words and descriptions are the seed, labels where there are."""
