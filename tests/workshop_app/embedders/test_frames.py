import io

from workshop_app.embedders import frames


def test_a_frame_comes_back_as_it_was_written():
    pipe = io.BytesIO()
    sent = frames.Frame({"texts": ["雪", "\ud800", "\x00", "a\nb"]}, bytes(range(256)))
    frames.write_frame(pipe, sent)
    frames.write_frame(pipe, frames.Frame({}))
    pipe.seek(0)
    assert frames.read_frame(pipe) == sent
    assert frames.read_frame(pipe) == frames.Frame({})
    assert frames.read_frame(pipe) is None


def test_a_frame_cut_short_is_the_end():
    pipe = io.BytesIO()
    frames.write_frame(pipe, frames.Frame({"id": 1}, b"12345678"))
    for length in range(len(pipe.getvalue())):
        assert frames.read_frame(io.BytesIO(pipe.getvalue()[:length])) is None
