import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulse.ingest.file import Place, fingerprint

json_values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)


@settings(deadline=None)
@given(
    byte=st.integers(0, 1 << 40), line=st.integers(0, 1 << 40), read=st.integers(0, 1 << 40), print_=st.text(max_size=9)
)
def test_a_place_comes_back_from_its_cursor(byte, line, read, print_):
    place = Place(print=print_, byte=byte, line=line, read=read)
    assert Place.of(place.cursor(), print_) == place


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["print", "byte", "line", "read", "x"]), json_values))
def test_any_other_cursor_is_the_start(cursor):
    place = Place.of(cursor, "print of this file")
    assert place == Place(print="print of this file")


@pytest.mark.parametrize("change", [b"X", b"", b"longer"])
def test_files_are_told_apart_at_both_ends(tmp_path, change):
    path = tmp_path / "x"
    content = bytes(range(256)) * 2_000
    path.write_bytes(content)
    before = fingerprint(path)
    assert fingerprint(path) == before
    for other in (change + content[1:], content[:-1] + change):
        path.write_bytes(other)
        assert fingerprint(path) != before


def test_how_many_entries_there_will_be_is_judged_from_those_read():
    assert Place(print="", byte=50, read=10).total(500) == 100
    assert Place(print="", byte=0).total(500) is None
