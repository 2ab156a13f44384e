"""For tools that take a list of statements: Talk to the City, Sensemaking, Miro, forms."""

from workshop_app.export.foreign_rows import attributes_of, extras_but, ids_of, write_csv
from workshop_app.export.report import VoiceReport

_TTTC = ("comment-id", "comment-body")
_SENSE = ("participant_id", "survey_text")
_FORM = ("タイムスタンプ", "立場", "班", "圏域", "種別", "ご意見", "引用してよいですか")
_WIDE = str.maketrans({":": "：", ";": "；"})  # both separate topics


def to_tttc(report: VoiceReport) -> bytes:
    """Return comment-id and comment-body, then the optional columns a voice came with."""
    more = extras_but(report.rows, _TTTC)
    rows = [
        (number, voice.text, *(dict(voice.extras).get(name, "") for name in more))
        for number, voice in zip(ids_of(report.rows, "comment-id"), report.rows, strict=True)
    ]
    return write_csv([(*_TTTC, *more), *rows])


def to_sensemaking(report: VoiceReport) -> bytes:
    """Return participant_id, survey_text, ``demo:*`` and the topics of each statement.

    A voice is nobody's by name, so every one is a participant of its own unless it came with
    an id.
    """
    names = tuple(attributes_of(report.rows[0])) if report.rows else ()
    own = (*_SENSE, *(f"demo:{name}" for name in names), "topics")
    more = extras_but(report.rows, own)
    kept = [dict(voice.extras) for voice in report.rows]
    has_ids = all(held.get("participant_id") for held in kept)
    rows = [
        (
            held["participant_id"] if has_ids else str(voice.voice_id or voice.number),
            voice.text,
            *attributes_of(voice).values(),
            held.get("topics") or voice.theme.translate(_WIDE),
            *(held.get(name, "") for name in more),
        )
        for voice, held in zip(report.rows, kept, strict=True)
    ]
    return write_csv([(*own, *more), *rows])


def to_miro(report: VoiceReport) -> bytes:
    """Return one sticky note a row: one column, no header, a byte order mark."""
    return write_csv([(voice.text,) for voice in report.rows], has_mark=True)


def to_forms(report: VoiceReport) -> bytes:
    """Return a table as the answers of a web form look, the time of each answer first."""
    more = extras_but(report.rows, _FORM)
    rows = []
    for voice in report.rows:
        told, held = attributes_of(voice), dict(voice.extras)
        at = held.get(_FORM[0]) or voice.recorded_at[:19].replace("T", " ").replace("-", "/")
        own = (at, told["立場"], told["班"], told["圏域"], told["種別"], voice.text)
        rows.append((*own, told["引用可"], *(held.get(name, "") for name in more)))
    return write_csv([(*_FORM, *more), *rows], has_mark=True)
