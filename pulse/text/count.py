"""A number with its noun, for sentences in English."""


def count(number: int, one: str, many: str = "") -> str:
    """The number and what it counts; ``many`` is the plural where it is not the singular with an s.

    >>> [count(n, "post") for n in (0, 1, 1200)], count(1, "person", "people")
    (['0 posts', '1 post', '1,200 posts'], '1 person')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"
