# What the heads of tone, stance and act read of a post, from what was gathered (their ``features``).


def tone_features(
    const double[:, ::1] sums, const float[:, ::1] tops, const double[::1] up, const double[::1] down, double short,
    real[:, ::1] out,
):
    """``tone.features``; ``up`` and ``down`` are the logarithms of the sums of tones, and ``short`` is SHORT."""
    cdef Py_ssize_t post
    cdef double good, bad, ups, downs, words, near, spread, shout
    cdef bint any_up, any_down
    cdef real* to
    with nogil:
        for post in range(tops.shape[0]):
            good, bad, ups, downs, words = sums[0, post], sums[1, post], sums[2, post], sums[3, post], sums[11, post]
            spread, near = sqrt(words + 1), short / (words if words > short else short)
            any_up, any_down = ups > 0, downs > 0
            shout = least(sums[7, post], 2) / 2
            to = &out[post, 0]
            to[0], to[1] = <real>up[post], <real>down[post]
            to[2], to[3] = <real>(tops[post, 0] / <float>3), <real>(tops[post, 1] / <float>3)
            to[4] = <real>((good - bad) / (good + bad + 1.5))
            to[5] = <real>((ups + downs) / (words + 3))
            to[6], to[7] = <real>(good / spread), <real>(bad / spread)
            to[8], to[9], to[10] = <real>(near * any_up), <real>(near * any_down), <real>(near * (any_up and any_down))
            to[11] = <real>(near * (least(sums[6, post], 3) / 3))
            to[12] = <real>(near * (sums[6, post] > 0 and not any_up and not any_down))
            to[13], to[14] = <real>(near * (sums[4, post] > 0)), <real>(near * (sums[5, post] > 0))
            to[15], to[16], to[17] = <real>(near * shout), <real>(near * (shout * any_up)), <real>(near * (shout * any_down))
            to[18] = <real>(near * (least(sums[8, post], 2) / 2))
            to[19] = <real>(near * (sums[9, post] > 0))
            to[20] = <real>(near * (sums[10, post] > 0))
            to[21] = not any_up and not any_down and words == 0


cdef inline double least(double one, double other) noexcept nogil:
    return one if one < other else other


def stance_features(
    const double[:, ::1] sums, const double[:, ::1] tone, const double[::1] asks, const double[::1] about,
    real[:, ::1] out,
):
    """``stance.features``."""
    cdef Py_ssize_t post
    cdef double favour, against, bad, good
    cdef real* to
    with nogil:
        for post in range(asks.shape[0]):
            favour, against, bad, good = sums[0, post], sums[1, post], tone[post, 0], tone[post, 2]
            to = &out[post, 0]
            to[0], to[1], to[2], to[3] = <real>least(favour, 3), <real>least(against, 3), favour > 0, against > 0
            to[4], to[5], to[6] = <real>good, <real>bad, <real>asks[post]
            to[7], to[8] = <real>least(sums[2, post], 2), <real>least(sums[3, post], 2)
            to[9], to[10], to[11] = <real>(good - bad), sums[4, post] > 0, <real>about[post]
            to[12], to[13] = <real>(about[post] * good), <real>(about[post] * bad)
            to[14], to[15] = <real>((favour > 0) * bad), <real>((against > 0) * good)
            to[16] = favour > 0 and against > 0


def act_features(
    const float[:, ::1] peaks, const int64_t[::1] firsts, const double[::1] asks, float[:, ::1] out
):
    """``act.features``; a post's sentences go from one of ``firsts`` to the next."""
    cdef Py_ssize_t post, sentence, stop, column
    cdef float top[14]
    cdef float one[14]
    cdef float plans, deeds
    cdef float* to
    cdef bint own, other
    with nogil:
        for post in range(firsts.shape[0]):
            stop = firsts[post + 1] if post + 1 < firsts.shape[0] else peaks.shape[0]
            memset(top, 0, sizeof(top))
            plans = deeds = 0
            for sentence in range(firsts[post], stop):
                for column in range(9):
                    one[column] = peaks[sentence, column]
                if one[0] != 0:  # "We should have done it" is no deed, whatever its verbs say.
                    one[2] = one[3] = 0
                own = one[4] > 0 or (one[8] > 0 and one[5] == 0)
                other = one[5] > 0 and not own
                one[9], one[10], one[11] = own * one[1], own * one[2], own * one[3]
                one[12] = other * max(one[1], max(one[2], one[3]))
                one[13] = one[2] * (one[1] > 0)
                for column in range(14):
                    top[column] = one[column] if one[column] > top[column] else top[column]
                plans, deeds = plans + one[1], deeds + one[3]
            to = &out[post, 0]
            to[0], to[1], to[2], to[3], to[4], to[5] = top[0], top[1], top[2], top[3], top[4] > 0, top[5] > 0
            to[6], to[7], to[8], to[9], to[10], to[11] = top[9], top[10], top[11], top[12], top[6], top[7]
            to[12] = <float>asks[post]
            to[13], to[14] = top[0] * (top[3] == 0), top[3] * (top[4] == 0)
            to[15], to[16] = plans if plans < 3 else 3, deeds if deeds < 3 else 3
            to[17], to[18], to[19], to[20] = top[8], top[13], <float>(top[3] * asks[post]), <float>(top[1] * asks[post])


def divided(const real[:, ::1] rows, const wide[::1] by, wide[:, ::1] out):
    """Each row's first columns, as many as ``out`` has, divided by a number of its own."""
    cdef Py_ssize_t row, column
    with nogil:
        for row in range(out.shape[0]):
            for column in range(out.shape[1]):
                out[row, column] = rows[row, column] / by[row]


def scored(
    const real[:, ::1] means, Py_ssize_t first, double scale, const double[:, ::1] pairs, Py_ssize_t begin,
    double pair_scale, const real[:, ::1] cues, const real[::1] bias, double[:, ::1] out,
):
    """``together._scored``."""
    cdef Py_ssize_t row, column
    cdef real told
    with nogil:
        for row in range(out.shape[0]):
            for column in range(out.shape[1]):
                told = means[row, first + column] * <real>scale
                out[row, column] = (told + pairs[row, begin + column] * pair_scale) + cues[row, column] + bias[column]


def some(const double[:, :] rows, uint8_t[::1] out):
    """``scales.some``."""
    cdef Py_ssize_t row, column
    cdef bint found
    with nogil:
        for row in range(rows.shape[0]):
            found = False
            for column in range(rows.shape[1]):
                found |= rows[row, column] != 0
            out[row] = found


def best(const double[:, :] rows, int64_t[::1] place, double[::1] value):
    """``scales.best``, without a branch that a value decides."""
    cdef Py_ssize_t row, column, at
    cdef double top, one
    with nogil:
        for row in range(rows.shape[0]):
            at, top = 0, rows[row, 0]
            for column in range(1, rows.shape[1]):
                one = rows[row, column]
                at = column if one > top else at
                top = one if one > top else top
            place[row], value[row] = at, top


def clipped(const real[::1] scores, real[::1] out):
    """The scores of ``scales.sigmoid``, less than nothing, and no further from it than 40."""
    cdef Py_ssize_t at
    cdef real one
    with nogil:
        for at in range(scores.shape[0]):
            one = scores[at]
            one = 40 if one > 40 else one
            out[at] = -(-40 if one < -40 else one)


def logistic(const real[::1] raised, double[::1] out):
    """1 / (1 + each)."""
    cdef Py_ssize_t at
    with nogil:
        for at in range(raised.shape[0]):
            out[at] = <real>1 / (<real>1 + raised[at])


def lowered(const real[:, :] rows, double[:, ::1] out):
    """Each row less its largest value, for ``scales.softmax``."""
    cdef Py_ssize_t row, column
    cdef double top, one
    with nogil:
        for row in range(rows.shape[0]):
            top = rows[row, 0]
            for column in range(1, rows.shape[1]):
                one = rows[row, column]
                top = one if one > top else top
            for column in range(rows.shape[1]):
                out[row, column] = rows[row, column] - top


def shared(double[:, ::1] rows):
    """Have each row add up to 1: ``scales.shared``."""
    cdef Py_ssize_t row, column
    cdef double sum_
    with nogil:
        for row in range(rows.shape[0]):
            sum_ = rows[row, 0]
            for column in range(1, rows.shape[1]):
                sum_ += rows[row, column]
            for column in range(rows.shape[1]):
                rows[row, column] /= sum_


def mixed_posts(
    const double[:, ::1] found, const float[::1] words, const int64_t[::1] post_of, double switch, int ours,
    float enough, int64_t[::1] posts, double[:, ::1] most,
):
    """``language.mixed``: write the posts, which come in their order, and what they are in; how many there are."""
    cdef Py_ssize_t begin, at = 0, column, wide = found.shape[1], top, several, count = 0
    cdef int64_t post
    cdef double sum_, likely
    cdef double[16] held
    cdef int32_t* place = <int32_t*>malloc((post_of.shape[0] + 1) * sizeof(int32_t))
    if place == NULL:
        raise MemoryError
    with nogil:
        while at < post_of.shape[0]:
            post, begin, several = post_of[at], at, 0
            memset(held, 0, sizeof(held))
            while at < post_of.shape[0] and post_of[at] == post:
                top, likely = 0, found[at, 0]
                for column in range(1, wide):
                    top = column if found[at, column] > likely else top
                    likely = found[at, column] if found[at, column] > likely else likely
                place[at] = -1
                if likely >= switch and top < ours and words[at] >= enough:
                    place[at] = top
                    several += held[top] == 0
                    held[top] += words[at]
                at += 1
            if several < 2:
                continue
            top = 0
            for column in range(1, wide):
                top = column if held[column] > held[top] else top
            for column in range(wide):
                most[count, column] = 0
            for begin in range(begin, at):
                for column in range(wide if place[begin] == top else 0):
                    most[count, column] += found[begin, column] * words[begin]
            sum_ = most[count, 0]
            for column in range(1, wide):
                sum_ += most[count, column]
            for column in range(wide):
                most[count, column] /= sum_
            posts[count] = post
            count += 1
    free(place)
    return count
