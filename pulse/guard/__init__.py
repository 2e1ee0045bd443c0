"""What protects people: tokens for names, redaction of personal identifiers, groups that are large enough, rounding."""
