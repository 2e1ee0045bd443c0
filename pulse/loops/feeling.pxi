# What a post's cues of tone and stance add up to, and how far its sentences' cues of acts go (``classify.heads.tone``,
# ``stance`` and ``act``); all that is written comes as zeros.

cdef struct Kinds:
    # The columns of ``heard.KIND``, the flags of ``vocabulary``, and a bit for each kind that a head reads.
    Py_ssize_t tone, neg, favour, against, wish
    uint8_t shout, trail, asked, letters
    uint32_t toned, stood


cdef uint32_t bits_of(const int64_t[::1] kinds):
    cdef uint32_t found = 0
    for kind in kinds:
        found |= <uint32_t>1 << <int>kind
    return found


cdef void toned(
    const Word* words, Py_ssize_t count, const real* values, const Kinds* kinds, double* sums,
    Py_ssize_t posts, float* tops,
) noexcept nogil:
    """``tone.summed``: a post's twelve sums, each so far behind the one before, and its best and worst tone."""
    cdef Py_ssize_t at, side
    cdef int shouts = 0, trails = 0, asks = 0, letters = 0, negations = 0, wished = 0, begun = 0
    cdef int32_t sentence = -1
    cdef bint wishing = False
    cdef double loudness[2]
    cdef int heard[2]
    cdef int phrases[2]
    cdef float top[2]
    cdef real loud
    for side in range(2):
        loudness[side] = heard[side] = phrases[side] = 0
        top[side] = 0
    for at in range(count):
        shouts += (words[at].flags & kinds.shout) != 0
        trails += (words[at].flags & kinds.trail) != 0
        asks += (words[at].flags & kinds.asked) != 0
        letters += (words[at].flags & kinds.letters) != 0
        if words[at].sentence != sentence:
            sentence, begun, wishing = words[at].sentence, heard[0], False
        if (words[at].kinds >> kinds.wish) & 1 and values[at * VALUED + kinds.wish] > 0 and not wishing:
            wishing, wished = True, wished + heard[0] - begun
        if not words[at].kinds & kinds.toned:
            continue
        negations += values[at * VALUED + kinds.neg] > 0
        loud = values[at * VALUED + kinds.tone]
        if loud != 0:
            side = loud < 0
            loud = -loud if side else loud
            loudness[side] += loud
            heard[side] += 1
            wished += wishing and side == 0
            phrases[side] += words[at].taken & 1
            top[side] = <float>loud if loud > top[side] else top[side]
    for side in range(2):
        sums[side * posts], sums[(2 + side) * posts] = loudness[side], heard[side]
        sums[(4 + side) * posts], tops[side] = phrases[side], top[side]
    sums[6 * posts], sums[7 * posts], sums[8 * posts] = negations, shouts, trails
    sums[9 * posts], sums[10 * posts], sums[11 * posts] = asks, wished, letters


cdef inline bint turned(const Word* word, int group) noexcept nogil:
    """Whether a word is negated, and lies in no phrase of the group (of ``cues.GROUPS``) that says it itself."""
    return word.reached and not (word.own >> group) & 1


cdef void stood(
    const Word* words, Py_ssize_t count, const real* values, const Kinds* kinds, double* sums,
    Py_ssize_t posts,
) noexcept nogil:
    """``stance.summed``: a post's five sums."""
    cdef Py_ssize_t at, side
    for at in range(count):
        if words[at].kinds & kinds.stood:
            side = 2 if turned(&words[at], 1) else 0
            sums[side * posts] += values[at * VALUED + kinds.favour]
            sums[(side + 1) * posts] += values[at * VALUED + kinds.against]
            if side:
                sums[posts] += values[at * VALUED + kinds.favour]
            sums[4 * posts] += values[at * VALUED + kinds.wish] > 0


cdef void acted(
    const Word* words, Py_ssize_t count, const real* values, const int64_t* kinds, uint32_t reads,
    int letters, float* out, Py_ssize_t columns,
) noexcept nogil:
    """``act.strongest``: nine peaks of each of a post's sentences; ``kinds`` are the rows of ``act.READ``."""
    cdef Py_ssize_t at, kind, begun = -1
    cdef const real* said
    cdef float* peaks
    for at in range(count):
        if words[at].kinds & reads:
            said, peaks = &values[at * VALUED], &out[words[at].sentence * columns]
            for kind in range(6):
                if not turned(&words[at], 2):
                    raise_to(&peaks[kind], said[kinds[kind]])
                    if (kind == 2 or kind == 3) and words[at].flags & letters and begun != words[at].sentence:
                        raise_to(&peaks[8], said[kinds[kind]])
                elif kind == 2 or kind == 3:
                    raise_to(&peaks[9 - kind], said[kinds[kind]])
        if words[at].flags & letters:
            begun = words[at].sentence


cdef inline void raise_to(float* peak, real value) noexcept nogil:
    if value > peak[0]:
        peak[0] = <float>value
