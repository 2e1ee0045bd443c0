"""Words without their endings, by the Snowball stemmers (https://snowballstem.org)."""

from functools import cache, lru_cache

from Stemmer import Stemmer

SNOWBALL = {"fi": "finnish", "sv": "swedish", "nb": "norwegian", "nn": "norwegian", "da": "danish", "en": "english"}


@cache
def _stemmer(name: str) -> Stemmer:
    return Stemmer(name, 0)  # Without a cache of its own: ours is beside it.


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The word's stem in the language; the word itself in a language without a stemmer.

    >>> stem("palvelupisteiden", "fi"), stem("besluten", "sv"), stem("decisions", "en")
    ('palvelupist', 'beslut', 'decis')
    """
    name = SNOWBALL.get(language)
    return str(_stemmer(name).stemWord(word)) if name else word
