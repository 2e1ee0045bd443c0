"""Like questions, topics without a theme, and words that may be told of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.classify.standout.alike import alike, known_by
from pulse.classify.standout.spoken import spoken, words
from pulse.classify.standout.untold import topics

ASKED = (
    "Milloin verkkopalvelu avataan?", "milloin verkkopalvelu avataan asiakkaille?", "Milloin se verkkopalvelu avataan",
    "When does the chat open?", "when does the chat open for customers?", "Lounas kello 12", "Does the chat open when?",
)  # fmt: skip


def test_questions_that_ask_nearly_the_same_make_a_group():
    found = alike(ASKED, list(range(7)), 3)
    assert sorted(sorted(group.posts) for group in found) == [[0, 1, 2], [3, 4, 6]]
    assert {group.people for group in found} == {3}


def test_one_person_who_asks_often_makes_no_group():
    assert alike(["Milloin verkkopalvelu avataan?"] * 9, [1] * 9, 2) == []


@given(st.lists(st.sampled_from(ASKED), max_size=14), st.integers(1, 4))
def test_a_text_is_in_one_group_at_most_and_each_has_enough_people(texts, askers):
    people = [number % 5 for number in range(len(texts))]
    found = alike(texts, people, askers)
    posts = [post for group in found for post in group.posts]
    assert len(posts) == len(set(posts))
    assert all(len({people[post] for post in group.posts}) == group.people >= askers for group in found)
    assert found == alike(texts, people, askers)


def test_topics_without_a_theme_are_told_by_words_of_enough_people():
    texts = [f"parkki ja auto täynnä {'salainen' if n < 3 else ''}" for n in range(20)]
    texts += [f"sauna ja uimahalli remontissa nimi{n}" for n in range(20)]
    texts += [f"kävelin pihalla hiljaa kohta{n}" for n in range(60)]
    found = topics(words(texts), list(range(100)), 5, 3)
    assert any({"parkki", "auto"} <= set(topic.words) for topic in found)
    assert any({"sauna", "uimahalli"} <= set(topic.words) for topic in found)
    assert not {"salainen"} & {word for topic in found for word in topic.words}
    assert all(topic.people >= 5 for topic in found)
    assert found == topics(words(texts), list(range(100)), 5, 3)


@pytest.mark.parametrize("texts", [[], [""], ["sauna"], ["sauna ja kahvi"] * 3])
def test_too_few_posts_hold_no_topic(texts):
    assert topics(words(texts), list(range(len(texts))), 5) == []
    assert alike(texts, list(range(len(texts))), 5) == []


def test_names_codes_and_joined_words_are_not_told():
    assert words(["Maija huusi että hr:n chat-botti ja #palvelu ovat rikki"]) == [{"huusi", "rikki"}]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("esimies virtanen huusi matille, virtasen mukaan korhosella oli lupa", {"esimies", "huusi", "lupa"}),
        ("varför skrek lindqvist på annika, anders rutter ändras", {"skrek", "rutter", "ändras"}),
        ("hansens plan er at mette og søren flytter kontoret", {"plan", "flytter", "kontoret"}),
        ("ask johnson about the schedule, fatima's route", {"schedule", "route"}),
    ],
)
def test_names_without_a_capital_are_not_told_whatever_their_ending(text, told):
    found = words([text])[0]
    assert told <= found
    assert not {"virtanen", "virtasen", "matille", "korhosella", "lindqvist", "annika", "anders", "hansens", "mette",
                "søren", "johnson", "fatima"} & found  # fmt: skip


def test_what_others_write_with_a_capital_is_not_told_in_small_letters():
    said = [
        "kysyin Zorkalta, ja Zorka vastasi",
        "miksi zorka ei vastaa",
        "uusi Reitti on hyvä",
        "reitti, reitti ja reitti",
    ]
    assert words(said)[1] == {"vastaa"}
    assert words(said)[3] == {"reitti"}


@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from(("sauna", "kahvi sauna", "lounas"))), max_size=30))
def test_only_words_of_enough_people_are_spoken(said):
    found = spoken([text for _, text in said], [person for person, _ in said], 3)
    for word, row in zip(found.words, found.people.toarray(), strict=True):
        assert row.sum() == len({person for person, text in said if word in text.split()}) >= 3


def test_numerals_are_not_told_of():
    (found,) = words(["klockan sex öppnar rutterna, kello kuusi aukeaa"])
    assert found == {"klockan", "öppnar", "rutterna", "kello", "aukeaa"}


def test_topics_that_share_half_their_words_are_told_once():
    texts = ["parkki auto lumi hanki", "parkki auto lumi lapio", "sauna uinti remontti"] * 10
    texts += [f"kävelin pihalla kohta{n}" for n in range(170)]
    found = topics(words(texts), list(range(200)), 5)
    told = [set(topic.words) for topic in found]
    assert len(told) > 1
    assert all(2 * len(one & other) < len(one | other) for one in told for other in told if one is not other)


def test_a_group_is_not_known_by_what_others_write_with_a_capital():
    texts = ["miksi zorka sulki reitin", "zorka sulki reitin miksi", "kysyin, että Zorka vastaa", "nyt Zorka vastaa"]
    texts += ["vielä Zorka vastaa", "ja Zorka vastaa"]
    assert known_by([0, 1], texts, list(range(6)), 2) == "reitin sulki"
    assert known_by([0, 1], ["miksi zorka", "miksi zorka", *texts[2:]], list(range(6)), 2) == ""


def test_words_that_people_write_of_everything_are_not_told():
    texts = [
        "pretty sure though we got the canteen looking good", "ihan ok mutta joku juttu ruokalassa taas",
        "ganska bra men liksom något i matsalen idag", "ganske bra, men noe i kantinen igjen",
        "ganske bra, men noko i kantina att", "ganske godt, men noget i kantinen igen",
    ]  # fmt: skip
    assert words(texts) == [{word} for word in ("canteen", "ruokalassa", "matsalen", "kantinen", "kantina", "kantinen")]
