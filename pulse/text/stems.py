"""Words without their endings, by the Snowball stemmers (https://snowballstem.org) that NLTK carries."""

from functools import cache, lru_cache
from typing import Any

from pulse.text.nltk_stems import snowball

SNOWBALL = {"fi": "finnish", "sv": "swedish", "nb": "norwegian", "nn": "norwegian", "da": "danish", "en": "english"}


@cache
def _stemmers() -> Any:
    return snowball()


@cache
def _stemmer(name: str) -> Any:
    return _stemmers().SnowballStemmer(name)


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The word's stem in the language; the word itself in a language without a stemmer.

    >>> stem("palvelupisteiden", "fi"), stem("besluten", "sv"), stem("decisions", "en")
    ('palvelupist', 'beslut', 'decis')
    """
    name = SNOWBALL.get(language)
    return str(_stemmer(name).stem(word)) if name else word
