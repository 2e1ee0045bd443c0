"""Words out of HTML."""

import pytest

from pulse.ingest.markup import plain


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Hyvä &amp; selkeä</p>\n<p>linjaus</p>", "Hyvä & selkeä\nlinjaus"),
        ("Første<br />andre<br>tredje", "Første\nandre\ntredje"),
        ("<ul><li>a</li><li>b <b>c</b>d</li></ul>", "a\nb cd"),
        ("<blockquote><p>Miksi?</p><blockquote>Mitä?</blockquote></blockquote>Siksi.", "> Miksi?\n> Mitä?\nSiksi."),
        ("a<!-- b > c -->d<!-- e", "ad"),
        ("a<script>if (1 < 2) b()</script>c<style>p > a {}</style>d", "acd"),
        ("a<SCRIPT>never closed", "a"),
        ('Hyvä <img class="wp-smiley" alt="🙂" src="x.png"> <img alt="kuva hallista" src="y.png">', "Hyvä 🙂"),
        ("1 &lt; 2 &#38; x &nbsp; y &bogus;", "1 < 2 & x y &bogus;"),
        ("2 < 3 and 4 > 3", "2 < 3 and 4 > 3"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("</blockquote>a</blockquote>", "a"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)
def test_words_remain(html: str, words: str) -> None:
    assert plain(html) == words
