# What texts hold that may have to be redacted, and what the digits of a number add up to (``guard``).

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


cdef bint suspect(const letter* text, Py_ssize_t length, Py_ssize_t many) noexcept nogil:
    cdef Py_ssize_t at, digits = 0, hosts = 0, brackets = 0
    for at in range(length):  # Without a branch, so that many characters are looked at at once.
        digits += <letter>(text[at] - 48) < 10
        hosts += text[at] == 64
        brackets += (text[at] == 41) | (text[at] == 93)
    if digits >= many or hosts:
        return True
    if brackets:
        for at in range(1, length):
            if (text[at] == 41 or text[at] == 93) and (text[at - 1] | 32) == 116:
                return True
    return False


def suspects(list texts not None, int many):
    """``redact._suspects``: the numbers of texts with so many digits, an @, or a t before a bracket that closes."""
    cdef Py_ssize_t number
    cdef bint found
    numbers = []
    for number in range(len(texts)):
        text = texts[number]
        if not isinstance(text, str):
            raise TypeError("only texts can be looked through")
        length, kind = PyUnicode_GET_LENGTH(text), PyUnicode_KIND(text)
        if kind == 1:
            found = suspect(<const uint8_t*>PyUnicode_DATA(text), length, many)
        elif kind == 2:
            found = suspect(<const uint16_t*>PyUnicode_DATA(text), length, many)
        else:
            found = suspect(<const uint32_t*>PyUnicode_DATA(text), length, many)
        if found:
            numbers.append(number)
    return numbers
