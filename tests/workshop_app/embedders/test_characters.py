import numpy as np
import pytest

from workshop_app import embedders


def test_texts_that_share_pieces_are_nearer():
    one, near, far = embedders.character_model().encode(
        ["買い物に行けない", "買い物に行きたい", "雪が降る"]
    )
    assert one @ near > one @ far


def test_every_text_has_a_vector_of_length_one():
    texts = ["", "a", "\ud800", "😀", "\x00", "あ" * 20_000, "\u202e"]
    vectors = embedders.character_model().encode(texts)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)


def test_a_vector_does_not_depend_on_the_texts_beside_it():
    model = embedders.character_model()
    texts = [f"坂が多くて{n}番目の家まで歩けない" for n in range(40)]
    assert np.array_equal(model.encode(texts)[7], model.encode(texts[7:8])[0])


def test_no_text_gives_an_empty_array():
    assert embedders.character_model().encode([]).shape[0] == 0
