# How much of the strategy's phrases posts hold (``classify.topics.themes.covered``).


def covered(
    const int64_t[::1] ids, const int64_t[::1] starts, const int32_t[::1] sets, Lists met, const int32_t[::1] ends,
    const int32_t[::1] columns, const float[::1] shares, const int64_t[::1] subjects, const float[::1] weights,
    float whole, float[:, ::1] best, float[:, ::1] count,
):
    """Write each post's best share of a phrase of each subject, and how many are whole; both come as zeros.

    ``ends``, ``columns`` and ``shares`` are elements by phrases, ``subjects`` and ``weights`` those of the phrases.
    """
    cdef Py_ssize_t elements = ends.shape[0] - 1, phrases = subjects.shape[0], post, stop, at, place, to, some, named
    cdef float* sure = <float*>malloc((elements + 1) * sizeof(float))
    cdef float* held = <float*>malloc((phrases + 1) * sizeof(float))
    cdef int32_t* here = <int32_t*>malloc((elements + 1) * sizeof(int32_t))
    cdef int32_t* meant = <int32_t*>malloc((phrases + 1) * sizeof(int32_t))
    cdef int32_t number
    cdef int64_t set_, subject
    cdef float value
    cdef bint room = sure != NULL and held != NULL and here != NULL and meant != NULL
    with nogil:
        if room:
            memset(sure, 0, elements * sizeof(float))
            memset(held, 0, phrases * sizeof(float))
        for post in range(starts.shape[0] if room else 0):
            stop = starts[post + 1] if post + 1 < starts.shape[0] else ids.shape[0]
            some = named = 0
            for at in range(starts[post], stop):
                if at + SOON < ids.shape[0]:
                    prefetch(&sets[ids[at + SOON]])
                set_ = sets[ids[at]]
                if set_ == 0:  # The empty one, which most words have.
                    continue
                for place in range(met.start(set_), met.stop(set_)):
                    number, value = met.numbers[place], <float>met.values[place]
                    if sure[number] == 0:
                        to = some  # In the order of their numbers.
                        while to > 0 and here[to - 1] > number:
                            here[to] = here[to - 1]
                            to -= 1
                        here[to] = number
                        some += 1
                    sure[number] = max(sure[number], value)
            for at in range(some):
                for place in range(ends[here[at]], ends[here[at] + 1]):
                    if held[columns[place]] == 0:
                        meant[named] = columns[place]
                        named += 1
                    held[columns[place]] += sure[here[at]] * shares[place]
                sure[here[at]] = 0
            for at in range(named):
                subject, value = subjects[meant[at]], held[meant[at]]
                best[post, subject] = max(best[post, subject], value * weights[meant[at]])
                count[post, subject] += value >= whole
                held[meant[at]] = 0
    free(sure)
    free(held)
    free(here)
    free(meant)
    if not room:
        raise MemoryError


def told(
    const float[:, ::1] best, const float[:, ::1] count, const float[:, ::1] near, const float[::1] spread,
    const float[::1] several, float no_word, float word, float near_from, float nearness, float[:, ::1] out,
):
    """``themes.told``; ``several`` is what so many whole phrases add."""
    cdef Py_ssize_t post, column
    cdef float one
    with nogil:
        for post in range(out.shape[0]):
            for column in range(out.shape[1]):
                one = no_word + word * best[post, column]
                if count[post, column] > 1:
                    one += several[<Py_ssize_t>count[post, column] - 1]
                out[post, column] = one + above(near[post, column], near_from) * nearness - spread[post]


cdef inline float above(float one, float least_) noexcept nogil:
    """How far it is above the least, or 0."""
    one -= least_
    return one if one > 0 else 0


def named(
    const float[:, ::1] best, const float[:, ::1] near, const float[::1] spread, const double[:, ::1] theme_p,
    const int64_t[::1] parents, weights, float near_from, float nearness, double accepted, double theme, float beside,
    float[:, ::1] out,
):
    """``themes._named``; decisions stand behind themes."""
    cdef float decision = weights[0], phrase = weights[1], less = weights[2], whole = weights[3], one, close
    cdef Py_ssize_t post, column, themes = theme_p.shape[1]
    cdef bint likely
    with nogil:
        for post in range(out.shape[0]):
            for column in range(out.shape[1]):
                one = best[post, themes + column]
                close = <float>0.5 * (above(near[post, themes + column], near_from) * nearness)
                likely = theme_p[post, parents[column]] >= accepted and one >= beside
                one = decision + (phrase if one >= whole else less) * one + close
                out[post, column] = <float>(one + (theme * likely - spread[post]))


def lifted(
    const double[:, :] themes, const double[:, :] decisions, const int64_t[::1] parents, double accepted,
    double[:, ::1] lift, double[:, ::1] held,
):
    """``themes.Accepted.of``."""
    cdef Py_ssize_t post, column
    cdef double one
    with nogil:
        for post in range(themes.shape[0]):
            for column in range(themes.shape[1]):
                one = themes[post, column]
                lift[post, column] = one if one >= accepted else 0
            for column in range(decisions.shape[1]):
                one = decisions[post, column]
                held[post, column] = one = one if one >= accepted else 0
                if one > lift[post, parents[column]]:
                    lift[post, parents[column]] = one


def nearness(const float[:, ::1] sums, float[:, ::1] out):
    """``themes.nearness``: the squared length stands behind what there is of each subject."""
    cdef Py_ssize_t post, column, width = out.shape[1]
    cdef float length
    with nogil:
        for post in range(out.shape[0]):
            length = sums[post, width]
            length = sqrtf(length if length > 1 else 1)
            for column in range(width):
                out[post, column] = sums[post, column] / length
