"""What the classifier means, written plainly and slowly: the fast path must give the same."""
