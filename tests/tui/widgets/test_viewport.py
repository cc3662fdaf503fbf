from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.viewport import Viewport

SIZES = st.integers(0, 300)


@given(SIZES, st.integers(1, 60), SIZES, SIZES)
def test_the_cursor_is_always_in_sight(count: int, height: int, top: int, to: int) -> None:
    view = Viewport(count, height, top)
    view.move(to)
    assert view.top <= view.at < view.top + height
    assert 0 <= view.top <= max(0, count - height)


@given(st.integers(1, 20_000), st.integers(1, 60), st.integers(0, 20_000))
def test_the_thumb_reaches_both_ends_of_its_bar_and_never_beyond(count: int, height: int, top: int) -> None:
    view = Viewport(count, height)
    view.scroll_to(top)
    thumb = view.thumb()
    if count <= height:
        assert not thumb
        return
    assert thumb
    assert thumb[0] >= 0
    assert thumb[-1] < height
    if view.top == 0:
        assert thumb[0] == 0
    if view.top == view.last_top:
        assert thumb[-1] == height - 1


def test_taking_the_bar_at_its_ends_shows_the_ends() -> None:
    view = Viewport(1000, 20)
    assert (view.top_for_thumb(0), view.top_for_thumb(19)) == (0, 980)
