from pulse.demo import simulate
from pulse.demo.story import contributions
from pulse.domain.contribution import act, asks, stance


def test_contributions_are_those_of_the_domain():
    table = simulate(people=150, weeks=8, seed=2, texts=False).table
    said = table[table["subject"] != ""]
    keys = ["voice", "subject", "week", "person"]
    found = contributions(said).set_index(keys)
    assert found["posts"].max() > 2
    for key, posts in said.sort_values("said_at", kind="stable").groupby(keys):
        row = found.loc[key]
        assert row["stance"] == stance(list(posts["stance"]))
        assert row["asks"] == asks(list(posts["asks"]))
        assert row["act"] == act(list(posts["act"]))
