"""Contributions are gathered as the nouns say."""

from datetime import UTC, datetime, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.domain import ACTS, STANCES
from pulse.domain import contribution as domain
from pulse.measure.contributions import COLUMNS, contributions

BEGIN = datetime(2026, 11, 16, tzinfo=UTC)
POST = st.tuples(
    st.sampled_from(["internal", "public"]),
    st.sampled_from(["decision:a", "rest:b"]),
    st.integers(0, 1),
    st.integers(1, 2),
    st.integers(0, 5),
    st.sampled_from(STANCES),
    st.booleans(),
    st.sampled_from(ACTS),
    st.sampled_from(["fi", "sv"]),
)
NAMES = ["voice", "subject", "week", "person", "hour", "stance", "asks", "act", "language"]


def frame(rows):
    posts = pd.DataFrame(rows, columns=NAMES)
    posts["week"] = pd.Timestamp("2026-11-16") + pd.to_timedelta(posts["week"] * 7, unit="D")
    posts["said_at"] = [BEGIN + timedelta(hours=h) for h in posts["hour"]]
    return posts.assign(part="north")


@settings(max_examples=40, deadline=None)
@given(st.lists(POST, min_size=1, max_size=60))
def test_vectorised_majorities_are_those_of_the_nouns(rows):
    posts = frame(rows)
    found = contributions(posts).set_index(["voice", "subject", "week", "person"])
    groups = posts.sort_values("said_at", kind="stable").groupby(["voice", "subject", "week", "person"])
    assert len(found) == len(groups)
    for key, own in groups:
        row = found.loc[key]
        assert row["posts"] == len(own)
        assert row["stance"] == domain.stance(list(own["stance"]))
        assert row["asks"] == domain.asks(list(own["asks"]))
        assert row["act"] == domain.act(list(own["act"]))
        assert row["language"] == own["language"].iloc[-1]


def test_no_posts_are_no_contributions():
    found = contributions(frame([]))
    assert found.empty
    assert tuple(found.columns) == COLUMNS


def test_posts_of_one_instant_keep_one_order_however_they_arrive():
    rows = [("internal", "decision:a", 0, 1, 0, s, False, "none", "fi") for s in ["against"] * 4 + ["favour"] * 4]
    posts = frame(rows).assign(source="wall", id=[f"{n:02d}" for n in range(8)])
    assert contributions(posts)["stance"].tolist() == ["favour"]
    assert contributions(posts.iloc[::-1])["stance"].tolist() == ["favour"]


def test_categories_in_the_frame_do_not_make_empty_contributions():
    rows = [("internal", "decision:a", 0, 1, 0, "favour", False, "none", "fi")]
    posts = frame(rows).assign(subject=pd.Categorical(["decision:a"], categories=["decision:a", "decision:b"]))
    assert len(contributions(posts)) == 1
