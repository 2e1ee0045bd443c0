import time

import pytest

from pulse.ingest.slack_markup import plain


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("<@U1>", "@…"),
        ("<@U1|some.one>, hello", "@…, hello"),
        ("<!subteam^S1|@owners>", "@…"),
        ("<!here|here> and <!everyone>", "@here and @everyone"),
        ("<#C1|general> <#C2>", "#general #…"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("<https://example.org>", "https://example.org"),
        ("<!date^1392734382^{date}|18 February>", "18 February"),
        ("1 &lt; 2 &gt; 1", "1 < 2 > 1"),
        ("ask @Some.One. or @nobody", "ask @… or @nobody"),
    ],
)
def test_markup_reads_as_people_saw_it(said, seen):
    assert plain(said, frozenset({"some.one"})) == seen


@pytest.mark.parametrize(
    "near", ["<" * 100_000, "<@" * 50_000, "@" * 100_000, "<!a" * 30_000, "slack.com/files/" * 6_000]
)
def test_near_misses_take_no_longer_than_their_length(near):
    start = time.process_time()
    plain(near, frozenset({"some.one"}))
    assert time.process_time() - start < 1
