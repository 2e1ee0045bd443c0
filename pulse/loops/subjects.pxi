# How much of the strategy's phrases posts hold (``classify.themes.covered``).


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


def named(
    const float[:, ::1] part, const float[:, :] near, const float[:] spread, const double[:, :] theme_p,
    const int64_t[::1] parents, weights, double accepted, double theme, float beside, float[:, ::1] out,
):
    """``themes._named``."""
    cdef float decision = weights[0], phrase = weights[1], less = weights[2], whole = weights[3], one
    cdef Py_ssize_t post, column
    cdef bint likely
    with nogil:
        for post in range(part.shape[0]):
            for column in range(part.shape[1]):
                one = part[post, column]
                likely = theme_p[post, parents[column]] >= accepted and one >= beside
                one = decision + (phrase if one >= whole else less) * one + near[post, column]
                out[post, column] = <float>(one + (theme * likely - spread[post]))
