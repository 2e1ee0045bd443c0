"""Stems are those of NLTK's Snowball stemmers, and the rest of NLTK is left alone."""

import subprocess
import sys

from nltk.stem.snowball import SnowballStemmer

from pulse.text.stems import SNOWBALL, stem

WORDS = ("palvelupisteiden", "besluten", "beslutningene", "avgjerdene", "beslutningerne", "decisions", "rutter", "ää")
ALONE = """
import sys
from pulse.text.stems import stem
assert stem("decisions", "en") == "decis"
assert not any(name.partition(".")[0] == "nltk" for name in sys.modules)
import nltk
assert nltk.word_tokenize and nltk.stem.SnowballStemmer("swedish").stem("besluten") == stem("besluten", "sv")
"""


def test_stems_are_those_of_nltk():
    for language, name in SNOWBALL.items():
        assert [stem(word, language) for word in WORDS] == [SnowballStemmer(name).stem(word) for word in WORDS]


def test_the_stemmers_are_loaded_by_themselves_and_nltk_can_be_used_beside_them():
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", ALONE], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
