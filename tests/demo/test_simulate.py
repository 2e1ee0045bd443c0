import re
from collections import Counter
from datetime import UTC, datetime

import msgspec
import pytest
import yaml

from pulse.demo import World, simulate, story, write
from pulse.demo.files import contents
from pulse.demo.strategy import AS_OF, LAST, ZONE, first_week
from pulse.domain import LANGUAGES, Post, Tree
from pulse.domain.weeks import week_of


@pytest.fixture(scope="module")
def world() -> World:
    return simulate()


@pytest.fixture(scope="module")
def small() -> World:
    return simulate(people=60, weeks=8, seed=3)


def test_the_same_seed_gives_the_same_bytes(small):
    assert contents(simulate(people=60, weeks=8, seed=3)) == contents(small)


def test_another_seed_gives_another_world(small):
    assert contents(simulate(people=60, weeks=8, seed=4))["posts.jsonl"] != contents(small)["posts.jsonl"]


def test_a_world_without_texts_has_the_same_truth(small):
    bare = simulate(people=60, weeks=8, seed=3, texts=False)
    columns = ["source", "id", "subject", "person", "said_at", "stance", "asks", "act", "thread", "parent"]
    assert bare.table[columns].equals(small.table[columns])
    assert not any(post.text for post in bare.posts)


def test_the_demo_has_its_size(world):
    people, posts = len(world.people), len(world.posts)
    reactions = sum(sum(post.reactions.values()) for post in world.posts)
    assert people == 1500
    assert 55_000 <= posts + reactions <= 68_000
    assert Counter(unit.kind for unit in world.units)["division"] == 6
    assert {unit.country for unit in world.units} == {"FI", "SE", "NO", "DK", "EE"}


def test_every_language_is_spoken(world):
    shares = world.table["language"].value_counts(normalize=True)
    assert set(shares.index) == set(LANGUAGES)
    assert shares["fi"] > 0.2
    assert shares["sv"] > 0.2
    assert shares["nn"] > 0.02


def test_every_post_has_its_truth_and_every_truth_its_post(world):
    assert [(t.source, t.id) for t in world.truth] == [(p.source, p.id) for p in world.posts]
    assert len({post.id for post in world.posts}) == len(world.posts)


def test_truth_names_units_and_levels_of_employees_only(world):
    for post, truth in zip(world.posts, world.truth, strict=True):
        assert (truth.unit is None) == (truth.level is None) == (post.voice == "public")


def test_every_post_is_said_in_the_weeks_of_the_demo(world):
    said = [datetime.fromisoformat(post.said_at) for post in world.posts]
    assert week_of(min(said), ZONE) == first_week(26)
    assert week_of(max(said), ZONE) == LAST
    assert max(said) < AS_OF.astimezone(UTC)
    assert list(world.table["week"].dt.date) == [week_of(instant, ZONE) for instant in said]


def test_replies_come_after_their_parents_in_the_same_source_and_thread(world):
    at = {post.id: post for post in world.posts}
    for post in world.posts:
        if post.parent:
            parent = at[post.parent]
            assert parent.said_at <= post.said_at
            assert (parent.source, parent.thread) == (post.source, post.thread)


def test_posts_and_units_make_nouns(small, world):
    for post in small.posts:
        Post(
            source=post.source,
            id=post.id,
            author=post.author,
            said_at=datetime.fromisoformat(post.said_at),
            text=post.text,
        )
    assert Tree.of(world.units).root == "saarvik"


def test_every_internal_author_is_in_the_directory_once(world):
    aliases = [alias for member in world.people for alias in member.aliases]
    assert len(aliases) == len(set(aliases))
    authors = {f"{p.source}:{p.author}" for p in world.posts if p.voice == "internal"}
    assert authors <= set(aliases)


def test_every_decision_is_announced_in_posts_that_exist(world):
    ids = {post.id: post for post in world.posts}
    roles = {role for member in world.people for role in member.roles}
    for decision in world.nouns.decisions:
        assert decision.announced_in
        assert decision.owner in roles
        for id in decision.announced_in:
            assert datetime.fromisoformat(ids[id].said_at) >= decision.announced_at
        about = world.table[world.table["subject"] == f"decision:{decision.id}"]
        assert about["said_at"].min() >= decision.announced_at


def test_nothing_looks_like_an_address_or_a_number_of_a_person(world):
    text = " ".join(post.text for post in world.posts)
    assert not re.search(r"\S+@\S+", text)
    assert not re.search(r"\+\d{6,}|\d{6}[-+A]\d{3}", text)


def test_the_files_can_be_read_back(tmp_path, small):
    write(tmp_path, small)
    lines = [msgspec.json.decode(line) for line in (tmp_path / "posts.jsonl").read_bytes().splitlines()]
    assert len(lines) == len(small.posts)
    assert yaml.safe_load((tmp_path / "strategy.yaml").read_text("utf-8"))["decisions"][0]["id"] == "online-booking"
    assert (tmp_path / "people.csv").read_text("utf-8").count("\n") == 61


@pytest.mark.parametrize("people", [12, 60, 200, 700])
def test_organisations_of_any_size_can_be_made(people):
    made = simulate(people=people, weeks=6, seed=people, texts=False)
    assert len(made.people) >= people
    assert {member.unit for member in made.people} <= {unit.id for unit in made.units}


def test_the_fates_of_the_decisions_show_in_what_is_true(world):
    told = story(world)
    told = told[told["voice"] == "internal"].set_index(["subject", "week"]).sort_index()

    def mean(subject: str, column: str, weeks: slice) -> float:
        return float(told.loc[f"decision:{subject}"][column].iloc[weeks].mean())

    late, early = slice(-2, None), slice(0, 6)
    assert mean("central-planning", "support", slice(-9, -5)) > 0.38
    assert mean("central-planning", "support", late) < 0.31
    assert mean("online-booking", "support", late) > mean("online-booking", "support", early) + 0.1
    assert mean("pay-model", "asks", slice(None)) > 0.33
    assert mean("pay-model", "answered", slice(None)) < 0.2 < 0.6 < mean("online-booking", "answered", slice(None, -2))
    assert mean("improvement-hour", "support", slice(None)) > 0.7
    assert mean("improvement-hour", "action", slice(None)) < 0.2
    assert mean("repair-first", "action", late) > 0.65
    assert mean("repair-first", "people", late) > 3 * mean("repair-first", "people", slice(0, 3))
    assert len(told.loc["decision:plain-english"]) == 2
    for main in ("central-planning", "online-booking", "pay-model"):
        assert told.loc[f"decision:{main}"]["people"].min() >= 60


def test_the_affair_is_felt_inside_before_it_is_felt_outside(world):
    told = story(world).query("subject == 'decision:central-planning'").sort_values("week")
    inside, outside = (told[told["voice"] == voice].set_index("week") for voice in ("internal", "public"))
    assert outside["people"].iloc[-2:].mean() > 2 * outside["people"].iloc[:8].mean()
    assert outside["support"].iloc[-2:].mean() < 0.25
    assert inside["people"].iloc[-4] > 1.3 * inside["people"].iloc[-8]
    assert outside["people"].iloc[-4] < 1.5 * outside["people"].iloc[-8]
