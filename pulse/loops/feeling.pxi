# What posts' cues of tone and stance add up to, and how far sentences' cues of acts go (``classify.tone``, ``stance``
# and ``act``); all that is written comes as zeros.


def toned(
    const real[::1] tone, const real[::1] negators, const real[::1] phrase, const uint8_t[::1] flags,
    const int64_t[::1] post_of, int shout, int trail, int letters, double[:, ::1] sums, float[:, ::1] tops,
):
    """``tone.summed``: ten sums a post, and its best and worst tone."""
    cdef Py_ssize_t at, post, side
    cdef real loud
    with nogil:
        for at in range(tone.shape[0]):
            post = post_of[at]
            if tone[at] != 0:
                side = tone[at] < 0
                loud = -tone[at] if side else tone[at]
                sums[side, post] += loud
                sums[2 + side, post] += 1
                sums[4 + side, post] += phrase[at] > 0
                if loud > tops[post, side]:
                    tops[post, side] = <float>loud
            sums[6, post] += negators[at] > 0
            sums[7, post] += (flags[at] & shout) != 0
            sums[8, post] += (flags[at] & trail) != 0
            sums[9, post] += (flags[at] & letters) != 0


def stood(
    const real[::1] favour, const real[::1] against, const real[::1] wish, const real[::1] negated,
    const real[::1] phrase, const int64_t[::1] post_of, double[:, ::1] sums,
):
    """``stance.summed``: five sums a post."""
    cdef Py_ssize_t at
    cdef real turned
    with nogil:
        for at in range(favour.shape[0]):
            sums[4, post_of[at]] += wish[at] > 0
            if favour[at] != 0 or against[at] != 0:
                turned = negated[at] * (1 - phrase[at])
                sums[0, post_of[at]] += <real>(favour[at] * (1 - turned))
                sums[1, post_of[at]] += <real>(against[at] * (1 - turned))
                sums[2, post_of[at]] += <real>(favour[at] * turned)
                sums[3, post_of[at]] += <real>(against[at] * turned)


def acted(
    const real[:, ::1] values, const int64_t[::1] kinds, const real[::1] negated, const real[::1] phrase,
    const uint8_t[::1] flags, int letters, const int64_t[::1] sentences, float[:, ::1] out,
):
    """``act.strongest``: nine peaks a sentence; ``kinds`` are the rows of ``act.READ``."""
    cdef Py_ssize_t sentence, at, stop, kind, tokens = flags.shape[0]
    cdef real turned, said
    cdef bint begun
    with nogil:
        for sentence in range(sentences.shape[0]):
            stop = sentences[sentence + 1] if sentence + 1 < sentences.shape[0] else tokens
            begun = False
            for at in range(sentences[sentence], stop):
                turned = negated[at] * (1 - phrase[at])
                for kind in range(6):
                    said = values[kinds[kind], at]
                    if said != 0:
                        raise_to(&out[sentence, kind], said * (1 - turned))
                        if kind == 2 or kind == 3:
                            raise_to(&out[sentence, 9 - kind], said * turned)
                            if not begun and flags[at] & letters:
                                raise_to(&out[sentence, 8], said * (1 - turned))
                begun = begun or (flags[at] & letters) != 0


cdef inline void raise_to(float* peak, real value) noexcept nogil:
    if value > peak[0]:
        peak[0] = <float>value
