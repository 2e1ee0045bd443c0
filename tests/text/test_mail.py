import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.text.mail import automatic, spoken, subject

OWN = "Tämä on hyvä päätös.\n\nKuka vastaa iltaisin?"

ANNOUNCEMENTS = [
    "On Thu, Mar 5, 2026 at 12:30 PM, X Y <x@example.org> wrote:",
    "On Thu, Mar 5, 2026 at 12:30 PM, X Y <x@example.org>\nwrote:",
    "Den tors 5 mars 2026 kl 12:30 skrev X Y <x@example.org>:",
    "Den tors 5 mars 2026 kl 12:30 skrev X Y\n<x@example.org>:",
    "tor. 5. mars 2026 kl. 12:30 skrev X Y <x@example.org>:",
    "Den tor. 5. mar. 2026 kl. 12.30 skrev X Y <x@example.org>:",
    "tor. 5. mars 2026 kl. 12:30 skreiv X Y <x@example.org>:",
    "to 5. maalisk. 2026 klo 12.30 X Y (x@example.org) kirjoitti:",
    "X Y kirjoitti 5.3.2026 klo 12.30:",
]
ENDS = [
    "-- \nX Y\nJohtaja",
    "--\nX Y",
    "_______________________________________________\ndev mailing list\ndev@example.org",
    "-----Original Message-----\nFrom: x",
    "-----Alkuperäinen viesti-----\nLähettäjä: x",
    "-----Ursprungligt meddelande-----\nFrån: x",
    "-----Opprinnelig melding-----\nFra: x",
    "-----Opphavleg melding-----\nFrå: x",
    "-----Oprindelig meddelelse-----\nFra: x",
    "---------- Forwarded message ----------\nx",
    "-------------- next part --------------\nAn HTML attachment was scrubbed...",
    "From: x\nSent: Thursday\nTo: y\nSubject: z\n\nold",
    "*From:* x\n*Sent:* Thursday\n*To:* y\n*Subject:* z\n\nold",
    "Lähettäjä: x\nLähetetty: torstai\nVastaanottaja: y\nAihe: z\n\nvanhaa",
    "Från: x\nSkickat: torsdag\nTill: y\nÄmne: z\n\ngammalt",
    "Fra: x\nSendt: torsdag\nTil: y\nEmne: z\n\ngammelt",
    "Frå: x\nSendt: torsdag\nTil: y\nEmne: z\n\ngammalt",
    "Sent from my phone",
    "Lähetetty iPhonesta",
    "Skickat från min iPhone",
]


@pytest.mark.parametrize("announcement", ANNOUNCEMENTS)
@pytest.mark.parametrize("quoted", ["> Vanhaa\n>> vanhempaa\n>", "Vanhaa\nvanhempaa", "", "\n\n > Vanhaa"])
def test_what_others_wrote_goes_with_its_announcement(announcement, quoted):
    assert spoken(f"{OWN}\n\n{announcement}\n{quoted}") == OWN


@pytest.mark.parametrize("end", ENDS)
def test_signatures_footers_and_forwarded_mails_go(end):
    assert spoken(f"{OWN}\n\n{end}\n") == OWN


def test_answers_between_quoted_lines_stay():
    text = "On Thu, Mar 5, 2026 at 12:30, X <x@example.org> wrote:\n> Kuka?\nMinä.\n> Milloin?\nHeti.\n"
    assert spoken(text) == "Minä.\nHeti."


@pytest.mark.parametrize(
    "text",
    [
        "The board wrote:\nWe move online.",
        "Hallitus kirjoitti:\nSiirrymme verkkoon.",
        "In version 2.10 they wrote:\nIt works.",
        "From: Helsinki\nTo: Turku\nDate: 5.5.",
        "Lähetetty eteenpäin kaikille.",
        "a -- b\n-- c",
        "5 > 4",
    ],
)
def test_ordinary_words_stay(text):
    assert spoken(text) == text


@pytest.mark.parametrize(
    ("given", "bare"),
    [
        ("Re: Re: Fwd: Uusi ilme", "Uusi ilme"),
        ("VS: VL: Uusi ilme", "Uusi ilme"),
        ("SV: VB: Ny profil", "Ny profil"),
        ("[dev] Re[2]: [dev] Ny profil", "Ny profil"),
        ("RE : Uusi\n\t ilme", "Uusi ilme"),
        ("Repair: x", "Repair: x"),
        ("Re:", "Re:"),
    ],
)
def test_a_subject_is_bared(given, bare):
    assert subject(given) == bare


@pytest.mark.parametrize(
    "text", ["Automatic reply: x", "Automaattinen vastaus: x", "Autosvar: x", "Automatisk svar: x", "Fravær: x"]
)
def test_absences_are_told_by_their_subject(text):
    assert automatic(text) == "absences"


@pytest.mark.parametrize(
    "near",
    [
        "x wrote:\n" * 30_000,
        "x wrote:\n" + "\n" * 100_000,
        ">" * 1_000_000,
        "From: x\n" * 30_000,
        "-" * 1_000_000,
        "On 2026 12:30 a@b\nwrote:\nx\n" * 10_000,
        "2026 " * 200_000 + "wrote:",
        "\n" * 100_000,
    ],
    ids=range(8),
)
def test_near_misses_take_time_that_grows_with_length_only(near):
    start = time.process_time()
    spoken(near)
    subject(near)
    assert time.process_time() - start < 2


@settings(deadline=None)
@given(st.text(alphabet="ab >:-_\n2@", max_size=200))
def test_nothing_is_added_and_doing_it_twice_changes_little(text):
    once = spoken(text)
    assert set(once.split()) <= set(text.split()) | {""}
    assert len(spoken(once)) <= len(once)
