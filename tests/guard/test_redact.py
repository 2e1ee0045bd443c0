"""Personal identifiers go, everything else stays, and no text takes longer than its length deserves."""

import re
import time
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pulse.guard.identity import danish, finnish, identity, norwegian, swedish
from pulse.guard.redact import redact, redacted
from tests.roads import by_numpy

IDENTITY = "[identity number]"

PLAIN = [
    "12 %", "1 200 000 €", "20 000 000 euroa", "30 000 000 kr", "vuonna 2026", "2024 2025", "2025–2026", "20261121",
    "21.11.2026", "2026-11-21", "01-05-2026", "08/15/2000 06:23", "klo 08.00-16.00", "08:15", "v1.24.3", "10.20.30.40",
    "2026-W47", "PROJ-123456", "#45678912", "§ 12", "3,14159265", "1/3", "100 000", "@anna", "3 × 12",
    "https://x.fi/a/45678912", "99999999 kr", "0,25 0,30", "strategia", "Mitä tämä meille tarkoittaa?", "hyvä :)",
    "(at least)", "🙂", "\n",
]  # fmt: skip

NEAR = [
    "a", "a@", "a@a.", "(at)a.", "1", "12 ", "+1 ", "+12345678 ", "00 1 ", "12 34 56 78 90 ", "80 80 ", "(0) 0", "((1",
    "FI21 ", "FI2112345600000784 ", "131052-308", "131052-308 ", "850709-980 ", "0401 ", "01-", "4111 1111 ", "x1",
    "444444444444444 ", "4111-1111-1111-1112-11 ", "+358 (0)", "\u00a01",
    "4111.", "040.123.", "040.12", "a%40a.", "&#64;a", "a(at)a (dot) ", "a@a[dot", "FI21.1234.",
]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "anna@example.fi",
        "Anna.Maki+news@mail.example.co.uk",
        "maija.mäkelä@yritys.fi",
        "anna (at) firma.fi",
        "a[at]b.no",
        "anna%40firma.fi",
        "anna&#64;firma.fi",
        "anna [at] firma [dot] fi",
        "anna(at)firma(piste)fi",
    ],
)
def test_mail_addresses_go(address):
    assert redact(f"Kirjoita {address}, kiitos.") == "Kirjoita [e-mail], kiitos."
    assert redact(f"<{address}>") == "<[e-mail]>"


@pytest.mark.parametrize(
    "number",
    [
        "040 123 4567", "0401234567", "040-1234567", "09 1234 5678", "(09) 123 4567", "050 555 1234",
        "040.123.4567", "070.123.45.67",
        "070-123 45 67", "08-123 456 78", "0701234567", "(08) 123 45 67",
        "912 34 567", "91 23 45 67", "22 33 44 55", "41234567",
        "20 12 34 56", "33 12 34 56", "2012 3456", "5123 4567", "612 3456",
        "+358 40 123 4567", "+358401234567", "+358 (0)40 123 4567", "+46 (0)70-123 45 67", "+47 912 34 567",
        "+45 20 12 34 56", "+372 5123 4567", "+44 20 7946 0958", "+1 202-555-0143", "(+358) 40 123 4567",
        "00358401234567", "0046 70 123 45 67",
    ],
)  # fmt: skip
def test_telephone_numbers_go(number):
    assert redact(f"Soita {number}.") == "Soita [phone]."
    assert redact(f"puh:{number}, tai") == "puh:[phone], tai"


@pytest.mark.parametrize(
    "number",
    ["131052-308T", "131052-308t", "131052–308T", "811228-9874", "850709-9805", "19850709-9805", "198507099805",
     "8507099805", "701063-2391", "070761-4285", "070761 4285", "1707614285", "01010750160", "010107 50160"],
)  # fmt: skip
def test_identity_numbers_go(number):
    assert redact(f"Numero on {number}!") == f"Numero on {IDENTITY}!"


@pytest.mark.parametrize(
    "number",
    ["131052-308U", "131352-308T", "850709-9806", "851309-9805", "01010750161", "310207-4285", "x131052-308T"],
)
def test_numbers_with_a_wrong_check_or_date_are_no_identity_numbers(number):
    assert identity(number, 0) is None
    assert IDENTITY not in redact(f"Numero on {number}!")


DATES = st.dates(date(1900, 1, 1), date(2025, 12, 31))


@given(DATES, st.integers(2, 899), st.sampled_from(["-YXWVU", "ABCDEF"]), st.integers(0, 5))
def test_one_check_character_makes_a_finnish_number(day, serial, signs, which):
    assume((day.year >= 2000) == (signs[0] == "A"))
    bodies = [f"{day:%d%m%y}{signs[which]}{serial:03d}{check}" for check in "0123456789ABCDEFHJKLMNPRSTUVWXY"]
    assert [finnish(b, 0) for b in bodies].count(len(bodies[0])) == 1


@given(DATES, st.integers(0, 999), st.sampled_from([0, 60]), st.sampled_from(["%y", "%Y"]))
def test_one_check_digit_makes_a_swedish_number(day, serial, added, year):
    body = f"{day.strftime(year)}{day:%m}{day.day + added:02d}-{serial:03d}"
    assert [swedish(f"{body}{check}", 0) for check in range(10)].count(None) == 9


@given(DATES, st.integers(0, 999), st.sampled_from([0, 40]), st.sampled_from([0, 40]))
def test_at_most_one_pair_of_checks_makes_a_norwegian_number(day, serial, more_days, more_months):
    body = f"{day.day + more_days:02d}{day.month + more_months:02d}{day:%y}{serial:03d}"
    assert sum(norwegian(f"{body}{checks:02d}", 0) == 11 for checks in range(100)) <= 1


def test_a_norwegian_number_with_another_day_needs_other_checks():
    assert norwegian("41010750160", 0) is None
    assert [norwegian(f"410107501{n:02d}", 0) for n in range(100)].count(11) == 1


@given(st.dates(date(1900, 1, 1), date(2036, 12, 31)), st.integers(0, 999))
def test_a_danish_number_needs_a_date_in_the_century_that_it_says(day, serial):
    seventh = "0" if day.year < 2000 else "4"
    assert redact(f"{day:%d%m%y}-{seventh}{serial:03d}") == IDENTITY
    assert danish(f"32{day:%m%y}-{seventh}{serial:03d}", 0) is None
    assert danish(f"{day:%d%m%y}{seventh}{serial:03d}", 0) is None, "without a separator it is the last guess"


@pytest.mark.parametrize(
    "number",
    [
        "4111 1111 1111 1111",
        "4111111111111111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "5500 0000 0000 0004",
        "3782 822463 10005",
    ],
)
def test_cards_go(number):
    assert redact(f"Kortti {number} 12/27") == "Kortti [card] 12/27"
    wrong = number[:-1] + ("9" if number[-1] != "9" else "8")
    assert "[card]" not in redact(wrong)


@pytest.mark.parametrize(
    "number",
    ["FI21 1234 5600 0007 85", "FI2112345600000785", "fi21 1234 5600 0007 85", "SE45 5000 0000 0583 9825 7466",
     "NO93 8601 1117 947", "DK50 0040 0440 1162 43", "EE38 2200 2210 2014 5685", "GB29 NWBK 6016 1331 9268 19"],
)  # fmt: skip
def test_ibans_go(number):
    assert redact(f"Tili {number}.") == "Tili [IBAN]."
    assert "[IBAN]" not in redact(number.replace("0", "1", 1) if "0" in number else number.replace("7", "8", 1))


def test_a_text_with_everything_keeps_only_its_words():
    text = "Anna (anna@x.fi, 040 123 4567 tai +47 912 34 567) maksoi 4111 1111 1111 1111 ja FI21 1234 5600 0007 85."
    assert redact(text) == "Anna ([e-mail], [phone] tai [phone]) maksoi [card] ja [IBAN]."


def test_numbers_beside_each_other_all_go():
    assert redact("0401234567,0501234567;+4520123456/+4791234567") == "[phone],[phone];[phone]/[phone]"
    assert redact("131052-308T 131052-308T") == f"{IDENTITY} {IDENTITY}"


def test_given_names_go_with_their_endings():
    names = frozenset({"anna", "virtanen", "åsa"})
    assert redact("Kiitos Anna, Annalle ja Åsas tiimille, t. VIRTANEN", names) == (
        "Kiitos [name], [name] ja [name] tiimille, t. [name]"
    )
    assert redact("Annas-kampanja ja annos", names) == "Annas-kampanja ja annos"


@given(st.lists(st.sampled_from(PLAIN), max_size=12).map(" | ".join))
def test_plain_text_is_never_changed(text):
    assert redact(text) == text


@given(st.text().filter(lambda t: "@" not in t and not re.search(r"[0-9]|(?i:at|ät)\s?[)\]}]", t)))
def test_text_without_digits_and_addresses_is_never_changed(text):
    assert redact(text) == text


PIECES = [
    *NEAR,
    *PLAIN,
    "040 123 4567",
    "+358",
    "(0)",
    "40",
    "4111 1111 1111 1111",
    "131052",
    "-",
    "308T",
    "anna@x.fi",
    ",",
    ".",
]


def redact_all(texts: list[str]) -> list[str]:
    """Each text as it is after those were looked through together."""
    changed = dict(redacted(texts))
    return [changed.get(at, text) for at, text in enumerate(texts)]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_what_is_redacted_stays_as_it_is(text):
    once = redact(text)
    assert redact(once) == once


@given(st.lists(st.text() | st.lists(st.sampled_from([*PIECES, "\ud83d", "\x00", "ö"]), max_size=9).map("".join)))
def test_texts_together_are_redacted_as_each_alone(texts):
    each = [redact(text) for text in texts]
    assert redact_all(texts) == each
    with by_numpy():
        assert redact_all(texts) == each


def test_a_kind_of_text_is_redacted_as_text_is():
    class Titled(str):
        __slots__ = ()

    texts = [Titled("Soita 040 123 4567"), Titled("Moi")]
    assert redact_all(texts) == ["Soita [phone]", "Moi"]
    with by_numpy():
        assert redact_all(texts) == ["Soita [phone]", "Moi"]


@given(st.text(alphabet="0123456789 +-()/.,:@aFI_\n", max_size=80))
def test_any_jumble_of_digits_is_redacted_once_and_for_all(text):
    once = redact(text)
    assert redact(once) == once
    assert sum(map(str.isdigit, once)) <= sum(map(str.isdigit, text))


def seconds(text: str) -> float:
    start = time.process_time()
    redact(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", NEAR)
def test_time_grows_no_faster_than_length(piece):
    """Four times the length in less than nine times the time (sixteen would be quadratic)."""
    short, long = (piece * (n // len(piece)) for n in (25_000, 100_000))
    redact(short[:1000])
    assert any(seconds(long) < 9 * seconds(short) + 0.01 for _ in range(4))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("anna.berg@\u200bexample.com", "[e-mail]"), ("anna.berg\u00ad@example.com", "[e-mail]"),
        ("anna.berg＠example.com", "[e-mail]"), ("soita 040\u2060 123 4567 nyt", "soita [phone] nyt"),
        ("hetu １３１０５２－３０８Ｔ", "hetu [identity number]"),
        ("\ufeff0\u200b40 123 45\u00ad67.", "\ufeff[phone]."),
        ("ring ٠٤٠ ١٢٣ ٤٥٦٧", "ring [phone]"), ("FI21\u200b 1234 5600 0007 85", "[IBAN]"),
    ],
)  # fmt: skip
def test_what_is_drawn_as_nothing_or_in_another_width_hides_no_identifier(text: str, said: str) -> None:
    assert redact(text) == said
    assert dict(redacted([text])) == {0: said}
    assert redact(said) == said


@pytest.mark.parametrize("text", ["Hyvä 👨\u200d👩\u200d👧 \ufe0f!", "ve\u00adne\u00adtar", "ＯＫ １２", "\u200b"])
def test_odd_signs_without_an_identifier_stay_as_they_are(text: str) -> None:
    assert redact(text) == text
    assert not dict(redacted([text]))
