"""What an organisation's own labels teach: an offset to the shipped heads, accepted only where it is better."""
