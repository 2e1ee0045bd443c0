"""The read side: questions in, answers out; every figure on a screen, in a file or in a mail comes from here."""
