"""Cells that a spreadsheet will not take for formulas."""

LEADS = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it.

    >>> safe("=1+1"), safe("Digital first")
    ("'=1+1", 'Digital first')
    """
    return f"'{cell}" if cell.startswith(LEADS) else cell
