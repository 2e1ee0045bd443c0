"""One spelling for what is one word: composed letters, small letters, plain apostrophes; and a fold without accents."""

import re
import unicodedata
from collections.abc import Sequence

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ł": "l"})
ACCENTS = re.compile("[\u0300-\u036f]+")
"""The marks that most letters with one are made with."""
QUOTES = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "′": "'"}
"""Apostrophes become one."""
UNSEEN = "\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""What is drawn as nothing vanishes: soft hyphens, spaces of no width, marks of direction, variation selectors."""
GONE = re.compile(f"[{UNSEEN}]+")
JOINER = re.compile(r"(?<=[^\W_])\u200d(?=[^\W_])")
"""Between letters a joiner is drawn as nothing, too; between emoji it makes one of them."""
GUISE = "\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff"
"""Ligatures, wide letters and the bold and slanted ones of mathematics, which are read as plain ones."""
ODD = re.compile(f"[{UNSEEN}{GUISE}]+")


def normalise(text: str) -> str:
    """The text in small, composed letters; lone surrogates are dropped.

    >>> normalise("Päätös ON tehty, it’s done")
    "päätös on tehty, it's done"
    >>> normalise("𝗡𝗼𝘁 a ﬁne\u2060 plan")
    'not a fine plan'
    """
    if not text.isascii():
        text = text.encode("utf-8", "ignore").decode("utf-8")
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        text = ODD.sub(_plain, text)
        if "\u200d" in text:
            text = JOINER.sub("", text)
        for sign, plain in QUOTES.items():
            if sign in text:
                text = text.replace(sign, plain)
    return text.lower()


def _plain(odd: re.Match[str]) -> str:
    return GONE.sub("", unicodedata.normalize("NFKC", odd[0]))


def fold(text: str) -> str:
    """The text without accents, so that words meet whoever typed them on whichever keyboard.

    >>> fold("Etätyö"), fold("Rødgrød på Älvsjö")
    ('etatyo', 'rodgrod pa alvsjo')
    """
    text = normalise(text)
    if text.isascii():
        return text
    plain = ACCENTS.sub("", unicodedata.normalize("NFKD", text).lower()).translate(LETTERS)
    if plain.isascii():
        return plain
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def fold_all(words: Sequence[str]) -> list[str]:
    """Each word as ``fold`` gives it. The words hold no NUL.

    >>> fold_all(["etätyö", "chat"])
    ['etatyo', 'chat']
    """
    found = list(words)
    odd = [place for place, word in enumerate(found) if not word.isascii() or word.lower() != word]
    for place, word in zip(odd, fold("\x00".join(found[place] for place in odd)).split("\x00"), strict=bool(odd)):
        found[place] = word
    return found
