"""Another model sees every text anew, and yet nobody moves and corrections go on binding."""

import io
from contextlib import closing
from datetime import date

import numpy as np
import pytest
from python_calamine import CalamineWorkbook

from analysis.constraints import Edit, Op
from analysis.embedding import EmbeddingSettings, StaticEmbedding
from workshop_app import embedders
from workshop_app.embedders import static
from workshop_app.model import MeetingKind, Stage
from workshop_app.store import edits, embeddings, meetings, themes, voices
from workshop_app.usecases import (
    choosing,
    gathering,
    opening,
    recording,
    regrouping,
    reporting,
    theming,
)
from workshop_app.usecases.gathering import Entry

pytestmark = pytest.mark.slow

SAID = [
    *(f"バスの本数が少ない。{n}" for n in ("病院に通えない", "駅まで遠い", "夕方がない")),
    *(f"雪かきがつらい。{n}" for n in ("屋根が高い", "腰が痛い", "手が足りない")),
    *(f"店がなくて買い物に困る。{n}" for n in ("米が重い", "移動販売がほしい", "坂の上だ")),
    "子どもに将棋を教えたい",
    "夜の道が暗い",
]


@pytest.fixture(scope="module")
def other_folder(tmp_path_factory):
    """A model that weighs words otherwise, as sentence-transformers saves it."""
    from workshop_app.embedders import sentence_module

    settings = EmbeddingSettings(rarity=1e-2, compound=0.1)
    core = StaticEmbedding(static.load_core().table, {}, settings)
    folder = tmp_path_factory.mktemp("models") / "kotoba-other"
    sentence_module.build_transformer(core).save(str(folder))
    return folder


@pytest.fixture(scope="module")
def other(other_folder):
    """That model at work, for every test here: a worker needs seconds to begin."""
    with closing(embedders.choose(str(other_folder))) as model:
        yield model


@pytest.fixture
def workshop_id(store):
    """A workshop with voices under themes that the built-in model has made."""
    plan = opening.MeetingPlan(
        title="夕べの会",
        kind=MeetingKind.TOWN_MEETING,
        stage=Stage.HEARING,
        held_on=date(2026, 11, 20),
        table_count=4,
    )
    meeting = opening.open_in_town(store, "みはらし町", plan)
    gathering.record_lines(store, meeting.id, "\n".join(SAID), Entry())
    theming.settle(store, meeting.workshop_id, embedders.load_default())
    return meeting.workshop_id


def everything(store, workshop_id):
    """Return all that a person would miss: themes, who stands where, and corrections."""
    return store.read(
        lambda conn: (
            themes.list_of(conn, workshop_id),
            themes.assignments_of(conn, workshop_id),
            edits.list_of(conn, workshop_id),
        )
    )


def place_of(store, workshop_id):
    """Return the theme of every voice, by its text."""
    said = store.read(lambda conn: voices.list_of_workshop(conn, workshop_id))
    placed = store.read(lambda conn: themes.assignments_of(conn, workshop_id))
    theme_of = {each.voice_id: each.theme_id for each in placed}
    return {voice.text: theme_of[voice.id] for voice in said}


def kept_vectors(store, encoder):
    hashes = [recording.text_hash(text) for text in SAID]
    return store.read(lambda conn: embeddings.get_many(conn, encoder.fingerprint, hashes))


def correct(store, workshop_id, encoder):
    """Set a voice apart from its friends and bring two strangers together."""
    said = store.read(lambda conn: voices.list_of_workshop(conn, workshop_id))
    key = {voice.text: voice.client_key for voice in said}
    theming.correct(
        store,
        workshop_id,
        encoder,
        [
            Edit(Op.APART, (key[SAID[0]], key[SAID[1]]), name="別のもの"),
            Edit(Op.SAME, (key[SAID[3]], key[SAID[10]]), name="同じ"),
        ],
    )


def is_as_corrected(store, workshop_id):
    where = place_of(store, workshop_id)
    return where[SAID[0]] != where[SAID[1]] and where[SAID[3]] == where[SAID[10]]


def test_there_and_back_moves_nobody_and_makes_vectors_anew_once(
    store, settings, workshop_id, other_folder, other
):
    default = embedders.load_default()
    correct(store, workshop_id, default)
    before = everything(store, workshop_id)
    assert is_as_corrected(store, workshop_id)

    choosing.use(store, settings.data_folder, str(other_folder))
    assert choosing.chosen(store) == str(other_folder)
    assert other.fingerprint.startswith("kotoba-other-")
    assert other.name == "kotoba-other"
    heard = []
    recording.read_texts(store, workshop_id, other, lambda *told: heard.append(told))
    assert heard == [(len(SAID), len(SAID))]
    assert theming.settle(store, workshop_id, other) == 0
    assert everything(store, workshop_id) == before
    made, own = kept_vectors(store, other), kept_vectors(store, default)
    assert made.keys() == own.keys()
    assert len(made) == len(SAID)
    assert not [key for key in made if made[key] == own[key]], "each text is read anew"
    recording.read_texts(store, workshop_id, other, lambda *told: heard.append(told))
    assert len(heard) == 1, "the second time everything is kept"

    choosing.use(store, settings.data_folder, "default")
    with choosing.borrow(store, settings.data_folder, pytest.fail) as back:
        again = []
        recording.read_texts(store, workshop_id, back, lambda *told: again.append(told))
        assert theming.settle(store, workshop_id, back) == 0
        assert again == [], "what the first model has read is still here"
    assert everything(store, workshop_id) == before
    vectors = [np.frombuffer(one, np.float32) for one in kept_vectors(store, back).values()]
    assert np.vstack(vectors).shape == (len(SAID), 300)


def test_corrections_bind_when_everything_is_grouped_anew_with_another_model(
    store, workshop_id, other
):
    correct(store, workshop_id, embedders.load_default())
    gathering_more(store, workshop_id)
    assert theming.settle(store, workshop_id, other) == 3
    assert is_as_corrected(store, workshop_id)
    regrouping.accept(store, workshop_id, other)
    assert is_as_corrected(store, workshop_id)
    assert regrouping.propose(store, workshop_id, other).before.edits


def test_a_paper_names_every_model_that_had_a_part_with_its_revision(store, workshop_id, other):
    [meeting] = store.read(lambda conn: meetings.list_of(conn, workshop_id))

    def paper():
        made = reporting.voices_paper(store, meeting.id, "xlsx")
        book = CalamineWorkbook.from_filelike(io.BytesIO(made.content))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        return "\n".join(str(cell) for rows in sheets for row in rows for cell in row)

    default = embedders.load_default()
    assert "kotoba-other" not in paper()
    assert f"{default.name}（{default.fingerprint}）" in paper()
    gathering_more(store, workshop_id)
    theming.settle(store, workshop_id, other)
    assert f"kotoba-other（{other.fingerprint}）" in paper()

    assert default.fingerprint in paper(), "it placed the first voices"


def gathering_more(store, workshop_id):
    [meeting] = store.read(lambda conn: meetings.list_of(conn, workshop_id))
    more = "バスがなくて通院できない\n屋根の雪下ろしが怖い\n店まで坂がきつい"
    gathering.record_lines(store, meeting.id, more, Entry())


def test_a_model_whose_folder_is_gone_is_stood_in_for_and_people_are_told(
    store, settings, workshop_id, tmp_path
):
    from workshop_app.store import preferences

    gone = str(tmp_path / "gone")
    store.write(lambda conn: preferences.put(conn, "model", gone), municipality_id=None)
    told = []
    with choosing.borrow(store, settings.data_folder, told.append) as model:
        assert model.fingerprint == embedders.load_default().fingerprint
    assert len(told) == 1
    assert gone in told[0]
    serving = choosing.start(store, settings.data_folder)
    try:
        assert gone in serving.status.notice
        assert "内蔵の日本語モデル" in serving.status.notice
        assert not serving.must_be_waited_for
        assert serving.encode(["雪"]).shape == (1, 300)
    finally:
        serving.close()


def test_a_model_that_cannot_be_loaded_is_stood_in_for_and_people_are_told(
    store, settings, workshop_id, tmp_path
):
    from workshop_app.store import preferences

    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "config.json").write_text("{}", encoding="utf-8")
    broken = str(tmp_path / "broken")
    store.write(lambda conn: preferences.put(conn, "model", broken), municipality_id=None)
    told = []
    with choosing.borrow(store, settings.data_folder, told.append) as model:
        assert theming.settle(store, workshop_id, model) == 0
    assert len(told) == 1
    assert "使えません" in told[0]
    assert "内蔵の日本語モデル" in told[0]
