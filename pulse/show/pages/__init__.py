"""The pages, one function each: read what is chosen, ask the board, draw it, say it in words."""
