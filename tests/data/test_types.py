from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from generator.data.types import MAX_ID, slug

NAMES = st.text(st.sampled_from("abzABZ059åäöÅÄÖ ()./:–-,&#;'éßſ—½"), max_size=MAX_ID + 5)


@given(NAMES | st.text())
def test_an_id_is_what_slugify_makes_of_a_name(name: str) -> None:
    expected = slugify(name, max_length=MAX_ID, word_boundary=True, backend="text-unidecode")
    assert slug(name) == expected
