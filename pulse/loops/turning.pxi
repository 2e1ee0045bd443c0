# What is negated, and what tones count for where they stand (``cues._negated``, ``_handed_on``, ``_turned``,
# ``sides``, ``_stress``).

cdef enum:
    # What ``cues.READS`` says of a language.
    BEHIND = 1
    ACROSS = 2


cdef inline bint reached(Walker walker, const Word* words, Py_ssize_t at, Py_ssize_t count, bint any_) noexcept nogil:
    """Whether a negation of the same sentence reaches a word that is none itself; ``any_``: in a phrase of tone too."""
    cdef Py_ssize_t place
    if denies(&words[at], any_):
        return False
    for place in range(at - 1, max(at - walker.span, 0) - 1, -1):
        if words[place].sentence != words[at].sentence:
            break
        if denies(&words[place], any_) and not ends_there(&words[place]):
            return True
    place = at + 1
    if place == count or not walker.reads[words[at].row] & BEHIND or words[place].sentence != words[at].sentence:
        return False
    if denies(&words[place], any_):
        return True
    if not words[at].is_ & (VERB | ANY | FINITE | VERBLIKE) or not words[place].is_ & PRONOUN or place + 1 == count:
        return False
    return words[place + 1].sentence == words[at].sentence and denies(&words[place + 1], any_)


cdef void hand_all_on(Walker walker, Word* words, Py_ssize_t count) noexcept nogil:
    """``hand_on`` for all words of thinking, but in sentences that ask: sentence by sentence from its end."""
    cdef Py_ssize_t at
    cdef bint asking = False
    for at in range(count - 1, -1, -1):
        if at + 1 < count and words[at].sentence != words[at + 1].sentence:
            asking = False
        asking |= (words[at].flags & walker.asks) != 0
        if words[at].is_ & HANDS and not asking:
            hand_on(walker, words, at, count)


cdef void hand_on(Walker walker, Word* words, Py_ssize_t at, Py_ssize_t count) noexcept nogil:
    """Negate what a word of thinking that is itself negated says something of."""
    cdef Py_ssize_t begin = denied_at(walker, words, at, count) + 1, place
    if begin == 0:
        return
    for place in range(begin, min(begin + walker.handed, count)):
        if words[place].sentence != words[at].sentence or words[place].is_ & (CONTRASTS | ASKED):
            return
        if words[place].is_ & COMMA and (place > begin or not walker.reads[words[at].row] & ACROSS):
            return
        if not words[place].flags & walker.letters:
            continue
        words[place].reached |= not denies(&words[place], True)
        if not words[place].own & 1 and not denies(&words[place], False):
            words[place].negated = words[place].turned = True


cdef Py_ssize_t denied_at(Walker walker, const Word* words, Py_ssize_t at, Py_ssize_t count) noexcept nogil:
    """``cues._denied_at``: a word of thinking, or a negation that follows it; -1 where none is near."""
    cdef Py_ssize_t place
    for place in range(at - 1, max(at - walker.span, 0) - 1, -1):
        if words[place].sentence == words[at].sentence and denies(&words[place], True):
            if not ends_there(&words[place]):
                return at
    for place in range(at + 1, min(at + 1 + walker.late, count) if walker.reads[words[at].row] & BEHIND else 0):
        if words[place].sentence == words[at].sentence and denies(&words[place], True):
            return place
    return -1


cdef void lessen(Walker walker, Word* words, Py_ssize_t at, Py_ssize_t count, real* values) noexcept nogil:
    """Turn the tone of what falls, or of what a word makes less."""
    cdef int side = 1 if values[at * VALUED + walker.neg] < walker.lessens else -1
    cdef Py_ssize_t place = nearest_tone(walker, words, at, count, side, values)
    if place < 0:
        place = nearest_tone(walker, words, at, count, -side, values)
    if place >= 0:
        words[place].turned = not words[at].negated and not words[place].negated
        if (words[at].kinds >> walker.tone) & 1:
            values[at * VALUED + walker.tone] = 0


cdef inline Py_ssize_t nearest_tone(
    Walker walker, const Word* words, Py_ssize_t at, Py_ssize_t count, int step, const real* values
) noexcept nogil:
    """The nearest word of the clause with a tone on one side, or -1."""
    cdef Py_ssize_t place = at
    for _ in range(walker.fall):
        place += step
        if place < 0 or place >= count or words[place].sentence != words[at].sentence:
            return -1
        if not words[place].flags & walker.letters:
            return -1
        if words[place].is_ & SKIP:
            return -1
        if (words[place].kinds >> walker.tone) & 1 and values[place * VALUED + walker.tone] != 0:
            return place
    return -1


cdef inline void stress(Walker walker, const Word* words, Py_ssize_t at, real* values) noexcept nogil:
    """Raise or lower a word's tone by the word before it, and turn what is negated."""
    cdef real boost = values[(at - 1) * VALUED + walker.boost] if words[at - 1].kinds else 0
    cdef double factor = <real>(1 + boost)
    cdef real* tone = &values[at * VALUED + walker.tone]
    factor = factor * (walker.turned if words[at].turned else 1.0)
    if words[at].side:
        factor = factor * (walker.latter if words[at].side == 2 else walker.former)
    tone[0] = <real>(tone[0] * factor)


cdef void take_sides(Walker walker, Word* words, Py_ssize_t count, const real* values) noexcept nogil:
    """Note of the words of each sentence with one of contrast or concession on which side of the last they stand."""
    cdef Py_ssize_t at, place, begin, end = count, stop
    cdef bint concedes
    for at in range(count - 1, -1, -1):
        if words[at].sentence != words[end - 1].sentence:
            end = at + 1
        if not words[at].is_ & CONTRASTS or words[end - 1].side:
            continue
        concedes = (words[at].is_ & CONCEDES) != 0
        begin, stop = at, end
        while begin > 0 and words[begin - 1].sentence == words[at].sentence:
            begin -= 1
        if concedes:
            stop = conceded(walker, words, begin, at, end, values)
        for place in range(begin, end):
            words[place].side = 2 if (at <= place and place < stop) != concedes else 1


cdef Py_ssize_t conceded(
    Walker walker, const Word* words, Py_ssize_t begin, Py_ssize_t at, Py_ssize_t end, const real* values
) noexcept nogil:
    """Where ends what a word in a sentence concedes (``sides._conceded``)."""
    cdef Py_ssize_t place, last = end
    cdef int before = 0, behind = 0
    for place in range(begin, end):
        if place > at and words[place].is_ & COMMA:
            return place
        if (words[place].kinds >> walker.tone) & 1 and values[place * VALUED + walker.tone] != 0:
            before += place < at
            behind += place > at
            last = place
    return last if not before and behind > 1 else end
