"""Near spellings: none within the slips allowed is missed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from unitracker.matching.fuzzy import edits, lookup_keys, max_edits, piece_keys

TEXTS = st.text("abcxyz", min_size=1, max_size=30)


@st.composite
def near_texts(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a text and it with up to two slips."""
    text = draw(TEXTS)
    typed = text
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, max(0, len(typed) - 1)))
        letter = draw(st.sampled_from("abcxyz"))
        typed = draw(
            st.sampled_from(
                [
                    typed[:place] + typed[place + 1 :],
                    typed[:place] + letter + typed[place:],
                    typed[:place] + letter + typed[place + 1 :],
                    typed[:place] + typed[place : place + 2][::-1] + typed[place + 2 :],
                ]
            )
        )
    return text, typed


@given(near_texts())
def test_a_text_within_the_slips_allowed_shares_a_key(texts: tuple[str, str]) -> None:
    text, typed = texts
    if 0 < max_edits(len(text)) >= OSA.distance(text, typed):
        assert set(piece_keys(text)) & set(lookup_keys(typed))


@given(TEXTS)
def test_the_pieces_make_up_the_text(text: str) -> None:
    pieces = [key.rpartition(":")[2] for key in piece_keys(text)]
    assert "".join(pieces) == (text if max_edits(len(text)) else "")


def test_longer_texts_may_hold_more_slips() -> None:
    assert [max_edits(length) for length in (0, 3, 4, 11, 12, 100)] == [0, 0, 1, 1, 2, 2]


def test_unlike_texts_share_no_key() -> None:
    assert not set(piece_keys("changchununiversity")) & set(lookup_keys("harbininstitute"))


@given(near_texts(), st.integers(0, 3))
def test_edits_are_counted_as_rapidfuzz_counts_them(texts: tuple[str, str], most: int) -> None:
    expected = OSA.distance(*texts)
    counted = edits(*texts, most)
    assert counted == expected if expected <= most else counted > most
