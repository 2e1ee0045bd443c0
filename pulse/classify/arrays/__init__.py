"""Arrays and hashes that the reading of words is made of; they know of no language."""
