"""For 広聴AI: its input table, and a result as its viewer reads it.

In the result an opinion is a voice as it was said; nothing was cut or reworded.  The upper
groups are the themes, and one more for the lone voices; the lower ones are the same themes and
each lone voice.  The places are drawn so that voices of a theme stand together; distances
between themes mean nothing, so no group is denser than another.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

from workshop_app import words
from workshop_app.export.foreign_rows import (
    attributes_of,
    extras_but,
    ids_of,
    write_csv,
    write_zip,
)
from workshop_app.export.report import VoiceReport

_INPUT = ("comment-id", "comment-body", "source", "url")
_RESULT = ("arg_id", "arg-id", "argument", "category_id", "category", "original-comment")
_GOLDEN = math.pi * (3 - math.sqrt(5))
_ATTRIBUTE = "attribute_"
_LEVELS = ("cluster-level-1-id", "cluster-level-2-id")


@dataclass(frozen=True, slots=True)
class _Group:
    level: int
    id: str
    label: str
    parent: str
    members: tuple[int, ...]


def to_kouchou_input(report: VoiceReport) -> bytes:
    """Return the table 広聴AI asks for: comment-id, comment-body, source, url, attributes."""
    header, rows = _input_rows(report)
    return write_csv([header, *rows])


def to_kouchou_json(report: VoiceReport) -> bytes:
    """Return ``hierarchical_result.json`` with every key the viewer reads."""
    upper, lower = _groups(report)
    ids = ids_of(report.rows, "comment-id")
    above, below = (_by_voice(groups, len(ids)) for groups in (upper, lower))
    opinions = [
        {
            "arg_id": f"A{comment}_0",
            "argument": voice.text,
            "comment_id": comment,
            "x": place[0],
            "y": place[1],
            "p": 0,
            "cluster_ids": ["0", above[number], below[number]],
            "attributes": attributes_of(voice),
            "url": dict(voice.extras).get("url") or None,
        }
        for number, (voice, comment, place) in enumerate(
            zip(report.rows, ids, _places(lower, len(ids)), strict=True)
        )
    ]
    root = _cluster(_Group(0, "0", "全体", "", tuple(range(len(ids)))))
    told = {
        "arguments": opinions,
        "clusters": [root, *(_cluster(group) for group in (*upper, *lower))],
        "comments": {
            comment: {"comment": voice.text}
            for comment, voice in zip(ids, report.rows, strict=True)
        },
        "propertyMap": {},
        "translations": {},
        "overview": report.remark,
        "config": {
            "name": words.PRODUCT,
            "question": report.title,
            "intro": report.purpose,
            "output_dir": "kurumaza",
            "is_pubcom": report.is_for_public,
        },
        "comment_num": len(ids),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def to_kouchou_zip(report: VoiceReport) -> bytes:
    """Return the whole folder of results as a zip, and the input beside it."""
    upper, lower = _groups(report)
    ids = ids_of(report.rows, "comment-id")
    above, below = (_by_voice(groups, len(ids)) for groups in (upper, lower))
    args = [f"A{comment}_0" for comment in ids]
    places = _places(lower, len(ids))
    header, inputs = _input_rows(report)
    more = header[2:]
    clusters = [
        (arg, voice.text, str(x), str(y), above[number], below[number])
        for number, (arg, voice, (x, y)) in enumerate(
            zip(args, report.rows, places, strict=True)
        )
    ]
    labels = {group.id: group.label for group in upper}
    whole = [
        (
            comment,
            voice.text,
            arg,
            voice.text,
            row[4],
            labels[row[4]],
            row[2],
            row[3],
            *cells[2:],
        )
        for comment, voice, arg, row, top, cells in zip(
            ids, report.rows, args, clusters, above, inputs, strict=True
        )
    ]
    own = ("comment-id", "original-comment", "arg_id", "argument", "category_id", "category")
    return write_zip(
        {
            "args.csv": write_csv(
                [("arg-id", "argument")]
                + [(arg, voice.text) for arg, voice in zip(args, report.rows, strict=True)]
            ),
            "relations.csv": write_csv(
                [("arg-id", "comment-id"), *zip(args, ids, strict=True)]
            ),
            "hierarchical_clusters.csv": write_csv(
                [
                    (
                        "arg-id",
                        "argument",
                        "x",
                        "y",
                        "cluster-level-1-id",
                        "cluster-level-2-id",
                    ),
                    *clusters,
                ]
            ),
            "hierarchical_merge_labels.csv": write_csv(_label_rows((*upper, *lower))),
            "final_result_with_comments.csv": write_csv([(*own, "x", "y", *more), *whole]),
            "hierarchical_result.json": to_kouchou_json(report),
            "input.csv": write_csv([header, *inputs]),
        }
    )


def _input_rows(report: VoiceReport) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    names = tuple(attributes_of(report.rows[0])) if report.rows else ()
    own = tuple(f"{_ATTRIBUTE}{name}" for name in names)
    more = extras_but(report.rows, (*_INPUT, *own, *_RESULT, "x", "y"))
    written = tuple(
        name if name.startswith(_ATTRIBUTE) else f"{_ATTRIBUTE}{name}" for name in more
    )
    rows = []
    for comment, voice in zip(ids_of(report.rows, "comment-id"), report.rows, strict=True):
        held = dict(voice.extras)
        rows.append(
            (
                comment,
                voice.text,
                held.get("source") or voice.meeting,
                held.get("url", ""),
                *attributes_of(voice).values(),
                *(held.get(name, "") for name in more),
            )
        )
    return (*_INPUT, *own, *written), rows


def _groups(report: VoiceReport) -> tuple[list[_Group], list[_Group]]:
    """Return the upper and the lower groups; every voice is in exactly one of each."""
    by_theme: dict[tuple[str, bool], list[int]] = {}
    for number, voice in enumerate(report.rows):
        by_theme.setdefault((voice.theme, voice.is_lone), []).append(number)
    upper: list[_Group] = []
    lower: list[_Group] = []
    lone = tuple(n for (_, is_lone), all_of in by_theme.items() if is_lone for n in all_of)
    if lone:
        upper.append(_Group(1, "1_0", words.LONE_VOICES, "0", lone))
    for (theme, is_lone), members in by_theme.items():
        label = theme or words.NO_THEME
        parent = "1_0"
        if not is_lone:
            parent = f"1_{len(upper)}"
            upper.append(_Group(1, parent, label, "0", tuple(members)))
        lower.append(_Group(2, f"2_{len(lower)}", label, parent, tuple(members)))
    return upper, lower


def _by_voice(groups: Sequence[_Group], count: int) -> list[str]:
    """Return the group of each voice."""
    found = [""] * count
    for group in groups:
        for number in group.members:
            found[number] = group.id
    return found


def _cluster(group: _Group) -> dict[str, object]:
    return {
        "level": group.level,
        "id": group.id,
        "label": group.label,
        "takeaway": "",
        "value": len(group.members),
        "parent": group.parent,
        "density_rank_percentile": 0,
    }


def _label_rows(groups: Sequence[_Group]) -> list[tuple[str, ...]]:
    names = ("level", "id", "label", "description", "value", "parent")
    header = (*names, "density", "density_rank", "density_rank_percentile")
    rows: list[tuple[str, ...]] = [header]
    rows += [
        (
            str(group.level),
            group.id,
            group.label,
            "",
            str(len(group.members)),
            group.parent,
            *("0", "0", "0"),
        )
        for group in groups
    ]
    return rows


def _places(groups: Sequence[_Group], count: int) -> list[tuple[float, float]]:
    """Return where each voice is drawn: themes on one spiral, their voices on small ones."""
    found = [(0.0, 0.0)] * count
    for place, group in enumerate(groups):
        far, turn = 4 * math.sqrt(place), place * _GOLDEN
        for inner, number in enumerate(group.members):
            near, angle = 0.12 * math.sqrt(inner), inner * _GOLDEN
            found[number] = (
                round(far * math.cos(turn) + near * math.cos(angle), 4),
                round(far * math.sin(turn) + near * math.sin(angle), 4),
            )
    return found
