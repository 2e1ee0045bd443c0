# Where tokens stand in a buffer of characters (``text.cut``), and by what keys they are known (``classify.words.batch``).

cdef enum:
    # As ``text.letters`` has them.
    WORD = 1
    JOINT = 2
    END = 3
    LINE = 4
    SIGN = 5
    OPENING = 7
    KIND = 7
    DIGIT = 8
    CARE = 32
    OPENS = 64
    FOLLOWS = 128
    BLOCK = 64  # So many characters are told at once.
    # What reading a text says.
    READ = 0
    ODD = 1
    FACE = 2
    AHEAD = 32  # So many tokens are looked up together,
    WINDOW = 1024  # if they stand within so many characters: as ``rolling`` has it.
    TEXTS = 4  # So many texts later one is read that is asked for now.


ctypedef fused letter:
    uint8_t
    uint16_t
    uint32_t


cdef extern from "Python.h":
    int PyUnicode_KIND(object text)
    void* PyUnicode_DATA(object text)
    Py_ssize_t PyUnicode_GET_LENGTH(object text)
    void* PyList_GET_ITEM(list held, Py_ssize_t number)


cdef struct Tables:
    const uint8_t* kinds
    const uint32_t* small


cdef struct Pieces:
    # Characters and tokens so far, and room for them.
    uint32_t* codes
    uint8_t* kinds
    int64_t* begins
    int64_t* ends
    Py_ssize_t size, count


def sizes(list texts not None):
    """How many characters the texts have together, and how many the longest of them has."""
    cdef Py_ssize_t number, size, most = 0, every = 0
    for number in range(len(texts)):
        if number + SOONER < len(texts):
            prefetch(PyList_GET_ITEM(texts, number + SOONER))
        text = texts[number]
        if not isinstance(text, str):
            raise TypeError("only texts can be cut")
        size = PyUnicode_GET_LENGTH(text)
        every, most = every + size, max(most, size)
    return every, most


def cut(list texts, const uint8_t[::1] kinds, const uint32_t[::1] small, calm, spans, uint32_t[::1] out_codes,
        uint8_t[::1] out_kinds, int64_t[::1] begins, int64_t[::1] ends, int64_t[::1] firsts):
    """``cut.cut``: how many characters and tokens there are, each text's mark included; None where room is lacking.

    ``calm`` gives what is read of a text with anything that the tables do not tell; ``spans`` gives the tokens of small
    letters among which an emoticon may be. ``firsts`` gets the number of each text's first token.
    """
    cdef Py_ssize_t at, number, room = out_codes.shape[0], most = begins.shape[0]
    cdef Tables tables = Tables(&kinds[0], &small[0])
    cdef Pieces pieces = Pieces(&out_codes[0], &out_kinds[0], &begins[0], &ends[0], 0, 0)
    cdef int told
    for number in range(len(texts)):
        if number + TEXTS < len(texts):
            fetch_text(<const uint8_t*>PyList_GET_ITEM(texts, number + TEXTS))
        text = texts[number]
        firsts[number] = pieces.count
        if PyUnicode_GET_LENGTH(text) + BLOCK + 1 >= min(room - pieces.size, most - pieces.count):
            return None
        told = read_text(text, &tables, &pieces, False)
        if told == ODD:
            text = calm(text)
            if PyUnicode_GET_LENGTH(text) + BLOCK + 1 >= min(room - pieces.size, most - pieces.count):
                return None
            told = read_text(text, &tables, &pieces, True)
        at = pieces.size - PyUnicode_GET_LENGTH(text)
        if told == FACE:
            pieces.count = firsts[number] + 1
            for begin, end in spans(np_slice(out_codes, at, pieces.size)):
                pieces.begins[pieces.count], pieces.ends[pieces.count] = at + begin, at + end
                pieces.count += 1
    return pieces.size, pieces.count


cdef inline void fetch_text(const uint8_t* text) noexcept nogil:
    """Ask for a string's head and its first characters."""
    cdef int at
    for at in range(3):
        prefetch(text + 64 * at)


cdef np_slice(uint32_t[::1] codes, Py_ssize_t start, Py_ssize_t stop):
    return codes[start:stop]


cdef int read_text(object text, const Tables* tables, Pieces* pieces, bint calm):
    """Read a text as it is stored: READ, or ODD and nothing is read, or FACE."""
    cdef int kind = PyUnicode_KIND(text)
    cdef Py_ssize_t length = PyUnicode_GET_LENGTH(text)
    if kind == 1:
        return read_letters(<const uint8_t*>PyUnicode_DATA(text), length, tables, pieces, calm)
    if kind == 2:
        return read_letters(<const uint16_t*>PyUnicode_DATA(text), length, tables, pieces, calm)
    return read_letters(<const uint32_t*>PyUnicode_DATA(text), length, tables, pieces, calm)


cdef int read_letters(
    const letter* data, Py_ssize_t length, const Tables* tables, Pieces* pieces, bint calm
) noexcept nogil:
    cdef Py_ssize_t at
    cdef const uint32_t* small = tables.small
    cdef const uint8_t* kind = tables.kinds
    cdef uint32_t* codes = pieces.codes + pieces.size + 1  # Behind the mark.
    cdef uint8_t* kinds = pieces.kinds + pieces.size + 1
    cdef uint8_t care = 0
    codes[-1], kinds[-1] = c"\n", OPENING
    for at in range(length):
        codes[at] = small[data[at]]
        kinds[at] = kind[data[at]]
        care |= kinds[at]
    if not calm and (care & CARE or needled(data, length)):
        return ODD
    pieces.begins[pieces.count], pieces.ends[pieces.count] = pieces.size, pieces.size + 1
    pieces.count += 1
    pieces.size += length + 1
    return FACE if ranges(kinds, length, pieces.size - length, care & OPENS, pieces) else READ


cdef inline bint needled(const letter* data, Py_ssize_t length) noexcept nogil:
    """Whether a text holds any of ``letters.NEEDLED``, without a branch for each character."""
    cdef Py_ssize_t at
    cdef letter found = 0  # As wide as a letter: many are looked at at once.
    for at in range(2, length):
        found |= <letter>((data[at - 2] == c":") & (data[at - 1] == c"/") & (data[at] == c"/"))
    for at in range(3, length):
        found |= <letter>(
            (data[at - 3] == c"w") & (data[at - 2] == c"w") & (data[at - 1] == c"w") & (data[at] == c".")
        )
    return found != 0


def recognise(
    const uint32_t[::1] codes, const uint8_t[::1] kinds, const int64_t[::1] begins, const int64_t[::1] ends,
    const uint64_t[::1] up, const uint64_t[::1] down, const uint64_t[::1] shapes, Py_ssize_t most, known, uint64_t mixer,
    int64_t[::1] ids, int64_t[::1] strange, uint64_t[::1] keys,
):
    """Write the number of each token's word, or its place among those that are ``strange``, with their ``keys``.

    How many these are. ``shapes`` are the keys of ``batch.SHAPES``; words of more than ``most`` letters, fewer
    than WINDOW, have the key 0. ``up`` and ``down`` are the first powers of the base and of its inverse.
    """
    cdef const uint64_t[:, ::1] table = known.table
    cdef int bits = known.bits
    cdef Py_ssize_t token, begin, stop = 0, count = 0
    cdef int64_t first
    cdef uint64_t key, slot
    cdef uint64_t held[AHEAD]
    cdef uint64_t sums[WINDOW + 1]
    with nogil:
        while stop < begins.shape[0]:
            begin, stop = stop, min(stop + AHEAD, begins.shape[0])
            first = begins[begin]
            while stop > begin + 1 and ends[stop - 1] - first > WINDOW:
                stop -= 1
            add_up(&codes[first], min(ends[stop - 1] - first, WINDOW), &up[0], sums)
            for token in range(begin, stop):  # What is looked up is fetched while the next keys are made.
                key = token_key(
                    &codes[begins[token]], kinds[begins[token]], ends[token] - begins[token], &sums[begins[token] - first],
                    down[begins[token] - first], &shapes[0], most,
                )
                slot = (key * mixer) >> (64 - bits)
                prefetch(&table[slot, 0])
                held[token - begin] = key
            for token in range(begin, stop):
                key = held[token - begin]
                ids[token] = number_of(table, bits, mixer, key) if key else -1
                if ids[token] < 0:
                    strange[count], keys[count] = token, key
                    count += 1
    return count


cdef inline void add_up(const uint32_t* code, Py_ssize_t length, const uint64_t* up, uint64_t* sums) noexcept nogil:
    """As ``rolling.Sums``: by few branches, where a loop over each token would have one that nobody can foresee."""
    cdef Py_ssize_t at
    cdef uint64_t sum_ = 0
    sums[0] = 0
    for at in range(length):
        sum_ += (<uint64_t>code[at] + 1) * up[at]
        sums[at + 1] = sum_


cdef inline uint64_t token_key(
    const uint32_t* code, uint8_t first, Py_ssize_t length, const uint64_t* sums, uint64_t down, const uint64_t* shapes,
    Py_ssize_t most,
) noexcept nogil:
    cdef uint64_t key
    cdef uint8_t kind = first & KIND
    if first & DIGIT:
        return shapes[0]
    if kind == LINE or kind == OPENING:
        return shapes[1]
    if kind == END and (length > 1 or code[0] == 0x2026):
        return run(code, length, shapes)
    if kind == WORD and length > most:
        return 0
    key = (sums[length] - sums[0]) * down
    return key if key else 1


def seen(const int64_t[::1] ids, int32_t turn, int32_t[::1] used, const uint8_t[::1] flags, uint8_t[::1] out):
    """Note the words of these numbers as used in a turn, and write the flags of each."""
    cdef Py_ssize_t token
    with nogil:
        for token in range(ids.shape[0]):
            used[ids[token]], out[token] = turn, flags[ids[token]]


def counted(const uint8_t[::1] flags, const int64_t[::1] starts, uint8_t flag, float[::1] out):
    """``Batch.count``: how many tokens of each span carry the flag."""
    cdef Py_ssize_t span, token, count
    with nogil:
        for span in range(starts.shape[0]):
            count = 0
            for token in range(starts[span], starts[span + 1] if span + 1 < starts.shape[0] else flags.shape[0]):
                count += (flags[token] & flag) != 0
            out[span] = count


def sentences(const uint8_t[::1] flags, const int64_t[::1] texts, uint8_t end, int64_t[::1] out):
    """Write where sentences begin (``batch.sentences``); how many there are."""
    cdef Py_ssize_t text, token, stop, count = 0
    with nogil:
        for text in range(texts.shape[0]):
            stop = texts[text + 1] if text + 1 < texts.shape[0] else flags.shape[0]
            out[count] = texts[text]
            count += 1
            for token in range(texts[text] + 2, stop):
                if flags[token - 1] & end and not flags[token] & end:
                    out[count] = token
                    count += 1
    return count


def firsts(const int64_t[::1] sentences, const int64_t[::1] texts, int64_t[::1] out):
    """``Batch.first_sentences``: each text begins a sentence, and both come in their order."""
    cdef Py_ssize_t text, sentence = 0
    with nogil:
        for text in range(texts.shape[0]):
            while sentences[sentence] < texts[text]:
                sentence += 1
            out[text] = sentence


cdef inline uint64_t run(const uint32_t* code, Py_ssize_t length, const uint64_t* shapes) noexcept nogil:
    """What a run of full stops, exclamation and question marks is read as."""
    cdef Py_ssize_t at, shouts = 0
    for at in range(length):
        if code[at] == 0x3F:
            return shapes[2]
        shouts += code[at] == 0x21
    return shapes[5 if shouts == 0 else 4 if shouts == 1 else 3]
