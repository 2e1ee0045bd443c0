"""tags.jsonl: what pulse tagged each counted post with, at sealing."""

from pathlib import Path

import msgspec

from pulse.domain import Subject
from pulse.flow.office import Office
from pulse.flow.sealing import closed
from pulse.store import gather, posts, strategy


def write_tags(office: Office, path: Path) -> int:
    """Write source, id, themes and decision of every tagged post of closed weeks; how many."""
    with office.engine.connect() as c:
        found = strategy.load(c)
        frame = gather.posts_frame(c, closed(office.settings, posts.newest(c)))
    themes = {d.id: d.theme for d in found.decisions} if found else {}
    rows = []
    for source, id, subject in frame[["source", "id", "subject"]].itertuples(index=False, name=None):
        leaf = Subject.parse(subject)
        decision = leaf.id if leaf.kind == "decision" else None
        rows.append({"source": source, "id": id, "themes": [themes.get(leaf.id, leaf.id)], "decision": decision})
    path.write_bytes(msgspec.json.Encoder().encode_lines(rows))
    return len(rows)
