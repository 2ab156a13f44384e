"""Drafting the papers of a meeting: one press for one, or for all of them in one zip.

Every paper is made from the same dossier, so that no two say different numbers. Who took which
paper out is in the audit log.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workshop_app import errors, words
from workshop_app.model import SelectionRecord
from workshop_app.papers import (
    FORMS,
    REPORT,
    SLIDES,
    Form,
    Paper,
    Part,
    network_drawing,
    say_long_day,
    stilling,
    to_docx,
    to_page,
    to_pdf,
    to_slides,
)
from workshop_app.store import Store
from workshop_app.usecases import (
    agreeing,
    briefing,
    budgeting,
    collecting,
    deciding,
    entering,
    informing,
    picturing,
    posing,
    presenting,
    recounting,
    replacing,
    reporting,
)
from workshop_app.usecases.collecting import Dossier
from workshop_app.usecases.flowing import ProjectCard
from workshop_app.usecases.noting import note

Told = Callable[[int, int, str], None]  # how many are done, of how many, which is next
FORMATS: Mapping[str, str] = {"docx": "gijiroku", "pptx": SLIDES.key, "html": REPORT.key}
KEYS = (*FORMS, SLIDES.key, REPORT.key)
_PUBLISHED = ("kawaraban", "kairan", "kaito")  # everybody reads them, and voices are in them
_WORKING = (
    "決定書は、協議体が固めた決定の記録です。",
    "空いているところは、まだだれも書いていないことです。手で書き足せます。",
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How papers are to be made.

    Attributes
    ----------
    data_folder : where a town's own templates lie; None for those that ship.
    address : where phones find us, for QR codes; empty where nobody knows it.
    topics : ids of the themes a council's pack takes up; the first four where none is named.
    for_public : only what may be public, also on papers for the office.
    as_pdf : PDF in place of Word and PowerPoint, where LibreOffice is here.
    """

    data_folder: Path | None = None
    address: str = ""
    topics: tuple[int, ...] = ()
    for_public: bool = False
    as_pdf: bool = False


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A finished file with the name it is saved under."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PaperPack:
    """All papers of a meeting in one zip, with what was left out and why."""

    name: str
    content: bytes
    papers: tuple[str, ...]
    left_out: Mapping[str, str] = field(default_factory=dict)


def draft(
    store: Store, meeting_id: int, key: str, wishes: Wishes | None = None
) -> reporting.Paper:
    """Return one paper, and note that it was taken out.

    Raises
    ------
    UnusableInputError
        There is no such paper, its template is wrong, or it is for the public and the record
        of consent is not complete (P4).
    NotYetError
        A PDF is wished for where there is no LibreOffice.
    """
    asked = wishes or Wishes()
    form = replacing.find(None, key).form
    dossier = collecting.collect(store, meeting_id)
    if asked.for_public:
        agreeing.require_for_public(dossier.consent)
    made = _make(store, dossier, form, asked)
    if asked.as_pdf and not made.name.endswith(".html"):
        ending = made.name.rsplit(".", 1)[1]
        made = DraftFile(_as_pdf(made.name), to_pdf.to_pdf(made.content, ending))
    _note(store, dossier, f"{form.title}・{_scope(asked)}")
    name = reporting.name_file(dossier.room, made.name.rsplit(".", 1)[1], f"_{form.title}")
    return reporting.Paper(name, made.content, len(dossier.board.themes))


def pack(
    store: Store, meeting_id: int, wishes: Wishes | None = None, told: Told | None = None
) -> PaperPack:
    """Return every paper of a meeting in one zip, and note that they were taken out.

    A paper whose template is wrong is left out with its reason, and the others are made all
    the same; *told* hears how far it has come.

    Raises
    ------
    UnusableInputError
        It is for the public and the record of consent is not complete (P4).
    """
    asked = wishes or Wishes()
    dossier = collecting.collect(store, meeting_id)
    if asked.for_public:
        agreeing.require_for_public(dossier.consent)
    made: list[DraftFile] = []
    left_out: dict[str, str] = {}
    forms = replacing.forms()
    for place, (_, form) in enumerate(forms.items()):
        if told is not None:
            told(place, len(forms), form.title)
        try:
            made.append(_make(store, dossier, form, asked))
        except errors.UnusableInputError as refusal:
            left_out[form.title] = str(refusal)
    if asked.as_pdf:
        made = _all_as_pdf(made)
    if told is not None:
        told(len(forms), len(forms), "")
    content = stilling.pack(
        [
            ("はじめに読む.txt", _contents(dossier, made, left_out).encode("utf-8-sig")),
            *((each.name, each.content) for each in made),
        ]
    )
    _note(store, dossier, f"会議のあとの紙・{_scope(asked)}・{len(made)}種")
    name = reporting.name_file(dossier.room, "zip", "_会議のあとの紙")
    return PaperPack(name, content, tuple(each.name for each in made), left_out)


def blanks(dossier: Dossier) -> tuple[str, ...]:
    """Return what will be printed blank (P19), and what keeps words from being quoted."""
    found = [f"会議録の「{name}」が空いています。" for name in dossier.minutes.blanks()]
    missing = agreeing.blanks_of(dossier.consent)
    if missing:
        found.append(
            f"同意の記録の「{'・'.join(missing)}」が空いています。声の文は載せません。"
            if not dossier.may_quote
            else f"同意の記録の「{'・'.join(missing)}」が空いています。"
        )
    if dossier.turnout.total is None:
        found.append("参加者の人数が空いています（「進行の机」で数えます）。")
    return tuple(found)


def paper_of(store: Store, dossier: Dossier, key: str, wishes: Wishes | None = None) -> Paper:
    """Return a paper without a format."""
    asked = wishes or Wishes()
    form = replacing.find(None, key).form
    title = _title(form, dossier)
    return Paper(
        form.key, title, {"題": title, **_words(dossier)}, _parts(store, dossier, form, asked)
    )


def _make(store: Store, dossier: Dossier, form: Form, asked: Wishes) -> DraftFile:
    if form.key in _PUBLISHED:
        agreeing.require_for_public(dossier.consent)
    template = replacing.find(asked.data_folder, form.key)
    paper = paper_of(store, dossier, form.key, asked)
    if form is SLIDES:
        content = to_slides.to_slides(paper, form, template.content)
    elif form is REPORT:
        drawing = picturing.network(store, dossier, for_public=asked.for_public)
        words_of = to_page.draw_blocks(picturing.list_network(drawing))
        svg = network_drawing.draw(drawing) + words_of
        content = to_page.to_page(paper, form, template.content, {"つながり": svg})
    else:
        content = to_docx.to_docx(paper, form, template.content)
    return DraftFile(template.name, content)


def _parts(store: Store, dossier: Dossier, form: Form, asked: Wishes) -> tuple[Part, ...]:
    public = asked.for_public
    makers: Mapping[str, Callable[[], tuple[Part, ...]]] = {
        "gaiyo": lambda: recounting.summary(dossier, for_public=public),
        "gijiroku": lambda: recounting.minutes(dossier, for_public=public),
        "hokoku": lambda: recounting.report(dossier, for_public=public),
        "kyogitai": lambda: _council(store, dossier, asked),
        "kikaku": lambda: briefing.plans(dossier),
        "jisseki": lambda: briefing.accounts(dossier, _courses(store, dossier)),
        "ketteisho": lambda: briefing.decision(_records(store, dossier)),
        "kawaraban": lambda: informing.newsletter(dossier),
        "kairan": lambda: informing.circular(dossier),
        "kaito": lambda: informing.replies(dossier),
        "tsunagi": lambda: informing.handoffs(dossier),
        "poster": lambda: informing.poster(dossier, asked.address),
        "youshi": lambda: informing.entry_sheets(dossier, asked.address),
        SLIDES.key: lambda: picturing.slides(dossier, for_public=public),
        REPORT.key: lambda: picturing.page(dossier, for_public=public),
    }
    return makers[form.key]()


def _council(store: Store, dossier: Dossier, asked: Wishes) -> tuple[Part, ...]:
    cards = dossier.cards(for_public=asked.for_public)
    chosen = [card for card in cards if card.theme.id in asked.topics]
    chosen = chosen or [card for card in cards if not card.theme.is_lone]
    latest = dossier.selections[-1:]
    candidates = [
        page
        for selection in latest
        for page in presenting.compare(store, posing.look_at(store, selection.id))
    ]
    figures = collecting.evaluation(store, dossier)
    topics = chosen[: briefing.MOST_TOPICS]
    return briefing.council(dossier, topics, candidates, figures, for_public=asked.for_public)


def _courses(
    store: Store, dossier: Dossier
) -> list[tuple[ProjectCard, budgeting.SubsidyCourse]]:
    found = [(card, budgeting.course(store, card.project.id)) for card in dossier.projects]
    return [(card, course) for card, course in found if card.returns or course.steps]


def _records(store: Store, dossier: Dossier) -> list[tuple[str, SelectionRecord]]:
    return [
        (selection.title, record)
        for selection in dossier.selections
        for record in deciding.records_of(store, selection.id)
    ]


def _title(form: Form, dossier: Dossier) -> str:
    if form is SLIDES or form is REPORT or form.key == "poster":
        return dossier.room.meeting.title
    return form.title


def _words(dossier: Dossier) -> dict[str, str]:
    room = dossier.room
    return {
        "町": room.municipality.name,
        "会議名": room.meeting.title,
        "日付": say_long_day(room.meeting.held_on),
        "場所": dossier.minutes.record.place,
        "目的": room.meeting.purpose.strip() or words.NO_PURPOSE,
        "印": dossier.mark,
    }


def _scope(asked: Wishes) -> str:
    return "公開してよい声だけ" if asked.for_public else "庁内・協議体用"


def _note(store: Store, dossier: Dossier, detail: str) -> None:
    room: entering.Room = dossier.room
    store.write(
        lambda conn: note(conn, room.municipality.id, "紙を作る", room.meeting.title, detail),
        municipality_id=room.municipality.id,
    )


def _as_pdf(name: str) -> str:
    return f"{name.rsplit('.', 1)[0]}.pdf"


def _all_as_pdf(made: Sequence[DraftFile]) -> list[DraftFile]:
    office = {each.name: each.content for each in made if not each.name.endswith(".html")}
    done = to_pdf.many_to_pdf(office)
    return [
        DraftFile(_as_pdf(each.name), done[each.name]) if each.name in done else each
        for each in made
    ]


def _contents(dossier: Dossier, made: Sequence[DraftFile], left_out: Mapping[str, str]) -> str:
    lines = [
        dossier.room.meeting.title,
        *filter(None, [dossier.mark]),
        f"使う目的：{dossier.room.meeting.purpose.strip() or words.NO_PURPOSE}",
        collecting.not_the_whole_town(dossier),
        *_WORKING,
        "",
        "入っている紙",
        *(f"・{each.name}" for each in made),
    ]
    if left_out:
        lines += ["", "作れなかった紙", *(f"・{name}：{why}" for name, why in left_out.items())]
    empty = blanks(dossier)
    if empty:
        lines += ["", "空いているところ", *(f"・{line}" for line in empty)]
    return "\r\n".join([*lines, ""])
