# The walk over a batch's posts that gathers what the word lists say of them (``classify.walk``).


def gather(
    Walker walker, batch, vocabulary, const int64_t[::1] rows, const int64_t[::1] asking, const int64_t[::1] acting,
    toning, signs, real[::1] values, double[:, ::1] tones, float[:, ::1] tops, double[:, ::1] stances,
    float[:, ::1] asks, float[:, ::1] acts,
):
    """Write a ``Gathered``, which comes as zeros; ``rows`` is the place in ROWS of each sentence's language.

    ``values`` has room for the cues of the longest post. The kinds are those that ``asks``, ``act`` and the rest read.
    """
    heard = vocabulary.heard
    cdef const int64_t[::1] ids = batch.ids, starts = batch.starts, sentences = batch.sentences
    cdef const int32_t[::1] sets = vocabulary.sets, cue = heard.cue
    cdef const uint8_t[::1] readers = heard.readers
    cdef const uint8_t[::1] flags = batch.flags
    cdef Lists cued = Lists(heard.cued), elements = Lists(heard.elements)
    cdef Kinds kinds
    cdef Py_ssize_t post, posts = starts.shape[0], at, count, sentence = 0, first, width = walker.width, longest = values.shape[0] // width
    cdef Word* words = <Word*>malloc(longest * sizeof(Word))
    cdef Token* token = <Token*>malloc((longest + 2) * sizeof(Token))
    cdef bint whole = words != NULL and token != NULL
    kinds.tone, kinds.neg, kinds.favour, kinds.against, kinds.wish = toning
    kinds.shout, kinds.trail, kinds.asked, kinds.letters = signs
    kinds.toned, kinds.stood = bits_of(toning[:2]), bits_of(toning[2:])
    cdef uint32_t asks_read = bits_of(asking), acts_read = bits_of(acting)
    cdef uint32_t means[32]
    meanings(asking, means)
    with nogil:
        for post in range(posts if whole else 0):
            first = sentence
            count = (starts[post + 1] if post + 1 < posts else ids.shape[0]) - starts[post]
            memset(words, 0, count * sizeof(Word))
            for at in range(starts[post] + count, min(starts[post] + 2 * count, ids.shape[0])):
                prefetch(&sets[ids[at]])  # Of about the next post.
            for at in range(count):
                if sentence + 1 < sentences.shape[0] and sentences[sentence + 1] <= starts[post] + at:
                    sentence += 1
                    first += at == 0
                words[at].set_ = sets[ids[starts[post] + at]]
                prefetch(&readers[words[at].set_])
                prefetch(&cue[words[at].set_])
                prefetch(&elements.spans[words[at].set_, 0])
                words[at].flags = flags[starts[post] + at]
                words[at].sentence = sentence - first
                words[at].row = rows[sentence]
            whole = walker.hear(words, count, &readers[0], &cue[0], cued, elements, &values[0])
            if not whole:
                break
            asked(
                words, count, &values[0], width, &asking[0], asks_read, means, token, &asks[first, 0], asks.shape[1]
            )
            toned(words, count, &values[0], width, &kinds, &tones[0, post], posts, &tops[post, 0])
            stood(words, count, &values[0], width, &kinds, &stances[0, post], posts)
            acted(words, count, &values[0], width, &acting[0], acts_read, kinds.letters, &acts[first, 0], acts.shape[1])
    free(words)
    free(token)
    if not whole:
        raise MemoryError
