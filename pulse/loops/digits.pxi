# What the digits of a number add up to (``guard.identity``).

def luhn(str digits not None):
    """Whether the last digit checks the others; ``digits`` are ASCII digits."""
    cdef Py_ssize_t at, last = len(digits) - 1
    cdef int digit, total = 0
    for at in range(last + 1):
        digit = <int>digits[at] - 48
        if (last - at) & 1:
            digit = 2 * digit - 9 if digit > 4 else 2 * digit
        total += digit
    return total % 10 == 0
