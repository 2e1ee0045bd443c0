"""How the database grew; ``database.upgrade`` walks these steps."""
