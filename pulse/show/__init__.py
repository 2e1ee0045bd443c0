"""The screen: what the reader has chosen goes to the board, and what it answers is drawn and said."""
