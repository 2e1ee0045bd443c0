# The walk over a batch's posts that gathers what the word lists say of them (``classify.heads.walk``).


cdef struct Walked:
    # What is walked over: ids, where posts and sentences begin, the language of each sentence; of each word its set and
    # flags; of each set its lists of cues, so many for each, its elements, and what they link.
    const int64_t* ids
    const int64_t* starts
    const int64_t* sentences
    const int64_t* rows
    const int32_t* sets
    const uint8_t* flags
    const uint32_t* bits
    const int32_t* elements
    const uint64_t* links
    const int32_t* cued
    Py_ssize_t posts, sentences_, tokens, readers


cdef struct Said:
    # The words of a post, so many, and the number of its first sentence.
    Word* words
    Py_ssize_t count, first


cdef Py_ssize_t put_words(const Walked* all, Py_ssize_t post, Py_ssize_t sentence, Word* words) noexcept nogil:
    """Write a post's words, of which a sentence is the first; the number of the next post's first sentence.

    What will be read of them is asked for, and the sets of about the next post's words.
    """
    cdef Py_ssize_t begin = all.starts[post], stop = all.starts[post + 1] if post + 1 < all.posts else all.tokens
    cdef Py_ssize_t at, end, first = sentence, count = stop - begin
    cdef Word* word = words
    memset(words, 0, count * sizeof(Word))
    for at in range(stop, min(stop + count, all.tokens)):
        prefetch(&all.sets[all.ids[at]])
    at = begin
    while at < stop:
        end = min(stop, all.sentences[sentence + 1]) if sentence + 1 < all.sentences_ else stop
        while at < end:
            word.set_, word.flags = all.sets[all.ids[at]], all.flags[at]
            word.sentence, word.row = sentence - first, all.rows[sentence]
            word.cues = word.set_ * all.readers + word.row
            prefetch(&all.bits[2 * word.cues])
            prefetch(&all.cued[2 * word.cues])
            prefetch(&all.elements[2 * word.set_])
            prefetch(&all.links[2 * word.set_])
            word += 1
            at += 1
        sentence += 1
    return sentence


def gather(
    Walker walker, batch, vocabulary, const int64_t[::1] rows, const int64_t[::1] acting, toning, signs,
    real[::1] values, double[:, ::1] tones, float[:, ::1] tops, double[:, ::1] stances, float[:, ::1] asks,
    float[:, ::1] acts,
):
    """Write a ``Gathered``, which comes as zeros; ``rows`` is the place in ROWS of each sentence's language.

    ``values`` has room for the cues of the longest post. The kinds are those that ``act`` and the rest read.
    """
    heard = vocabulary.heard
    cdef const int64_t[::1] ids = batch.ids, starts = batch.starts, sentences = batch.sentences
    cdef const int32_t[::1] sets = vocabulary.sets
    cdef const uint32_t[:, ::1] bits = heard.bits
    cdef const uint64_t[:, ::1] links = heard.links
    cdef const uint8_t[::1] flags = batch.flags
    cdef Lists cued = Lists(heard.cued), elements = Lists(heard.elements)
    cdef Kinds kinds
    cdef Py_ssize_t step, post, posts = starts.shape[0], sentence = 0, longest = values.shape[0] // VALUED
    cdef Walked all = Walked(
        &ids[0], &starts[0], &sentences[0], &rows[0], &sets[0], &flags[0], &bits[0, 0], &elements.spans[0, 0],
        &links[0, 0], &cued.spans[0, 0], posts, sentences.shape[0], ids.shape[0], walker.worth.shape[0],
    )
    cdef Word* room = <Word*>malloc(3 * longest * sizeof(Word))
    cdef Token* token = <Token*>malloc((longest + 2) * sizeof(Token))
    cdef Said[3] said
    cdef Said* now
    cdef bint whole = room != NULL and token != NULL
    kinds.tone, kinds.neg, kinds.favour, kinds.against, kinds.wish = toning
    kinds.shout, kinds.trail, kinds.asked, kinds.letters = signs
    kinds.toned, kinds.stood = bits_of(toning[:2]), bits_of(toning[2:])
    cdef uint32_t acts_read = bits_of(acting)
    with nogil:
        # What one stage asks for of a post is there when the next one reads it, as other posts come between.
        for step in range(posts + 2 if whole else 0):
            if step < posts:
                now = &said[step % 3]
                now.words, now.first = room + longest * (step % 3), sentence
                now.count = (starts[step + 1] if step + 1 < posts else ids.shape[0]) - starts[step]
                sentence = put_words(&all, step, sentence, now.words)
            if 0 < step <= posts:
                now = &said[(step - 1) % 3]
                whole = walker.ahead(now.words, now.count, bits, &links[0, 0], cued, elements, (step - 1) & 1)
            if step > 1:
                now, post = &said[(step - 2) % 3], step - 2
                whole = whole and walker.hear(now.words, now.count, cued, elements, post & 1, &values[0])
                asked(now.words, now.count, token, &asks[now.first, 0], asks.shape[1])
                toned(now.words, now.count, &values[0], &kinds, &tones[0, post], posts, &tops[post, 0])
                stood(now.words, now.count, &values[0], &kinds, &stances[0, post], posts)
                acted(
                    now.words, now.count, &values[0], &acting[0], acts_read, kinds.letters, &acts[now.first, 0],
                    acts.shape[1],
                )
            if not whole:
                break
    free(room)
    free(token)
    if not whole:
        raise MemoryError
