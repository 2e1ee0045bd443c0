"""What stands out: words that set groups apart, questions asked alike, topics and words that a strategy lacks."""
