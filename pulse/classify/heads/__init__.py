"""What each head hears in a batch of texts: language, tone, asks, stance and act, from cues and learned weights."""
