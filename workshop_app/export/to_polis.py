"""For Polis and what reads its exports: summary, comments, votes, participants, history.

Statements are quoted as CSV wants it, also where they hold commas and line breaks.  Nobody
voted here: where voices came from Polis, their counts of agreement go out as they came in.
"""

from datetime import UTC, datetime

from workshop_app.export.foreign_rows import extras_but, write_csv, write_zip
from workshop_app.export.report import PrintedVoice, VoiceReport

COMMENTS = (
    "timestamp",
    "datetime",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "comment-body",
)
_ACCEPTED = "1"


def to_polis_comments(report: VoiceReport) -> bytes:
    """Return ``comments.csv``: one row a statement, the columns kept from elsewhere last."""
    more = extras_but(report.rows, COMMENTS)
    has_ids = _has_ids(report)
    rows = [
        (*_row(voice, number, has_ids=has_ids), *_kept(voice, more))
        for number, voice in enumerate(report.rows)
    ]
    return write_csv([(*COMMENTS, *more), *rows])


def to_polis_zip(report: VoiceReport) -> bytes:
    """Return the five files of an export; the tables of votes have their header alone."""
    has_ids = _has_ids(report)
    numbers = [_id(v, n, has_ids=has_ids) for n, v in enumerate(report.rows)]
    voters = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
    history = ("n-votes", "n-comments", "n-visitors", "n-voters", "n-commenters")
    summary = (
        ("topic", report.title),
        ("url", ""),
        ("views", "0"),
        ("voters", "0"),
        ("voters-in-conv", "0"),
        ("commenters", "0"),
        ("comments", str(len(report.rows))),
        ("groups", "0"),
        ("conversation-description", report.purpose),
    )
    return write_zip(
        {
            "summary.csv": write_csv(summary),
            "comments.csv": to_polis_comments(report),
            "votes.csv": write_csv(
                [("timestamp", "datetime", "comment-id", "voter-id", "vote")]
            ),
            "participants-votes.csv": write_csv([(*voters, *numbers)]),
            "stats-history.csv": write_csv([history]),
        }
    )


def _has_ids(report: VoiceReport) -> bool:
    """Say whether every voice came with a statement number of its own."""
    kept = [dict(voice.extras).get("comment-id", "") for voice in report.rows]
    return all(each.isdigit() for each in kept) and len(set(kept)) == len(kept)


def _id(voice: PrintedVoice, number: int, *, has_ids: bool) -> str:
    return dict(voice.extras)["comment-id"] if has_ids else str(number)


def _row(voice: PrintedVoice, number: int, *, has_ids: bool) -> tuple[str, ...]:
    held = dict(voice.extras)
    at = _moment(voice)
    own = {
        "timestamp": str(int(at.timestamp() * 1000)),
        "datetime": at.strftime("%a %b %d %Y %H:%M:%S GMT+0000 (Coordinated Universal Time)"),
        "comment-id": _id(voice, number, has_ids=has_ids),
        "author-id": "0",
        "agrees": "0",
        "disagrees": "0",
        "moderated": _ACCEPTED,
    }
    kept = {name: held[name] for name in own if name in held and name != "comment-id"}
    return (*(own | kept).values(), voice.text)


def _moment(voice: PrintedVoice) -> datetime:
    """Return when a voice was recorded, or the day of its meeting."""
    try:
        return datetime.fromisoformat(voice.recorded_at).astimezone(UTC)
    except ValueError:
        day = voice.day
        return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _kept(voice: PrintedVoice, names: tuple[str, ...]) -> tuple[str, ...]:
    held = dict(voice.extras)
    return tuple(held.get(name, "") for name in names)
