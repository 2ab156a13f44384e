"""Replacing a paper's template: the one that ships, or the town's own in its place.

A town's template lies in the data folder. It is checked before it is taken, and once more each
time a paper is made, so that whoever changes it by hand is told in plain words what is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop_app import errors, places
from workshop_app.papers import FORMS, REPORT, SLIDES, Form, to_docx, to_page, to_slides

FOLDER = "ひな形"
_MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it stands: its name for people, its content, and whose it is."""

    form: Form
    ending: str
    content: bytes
    is_own: bool

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.form.title}.{self.ending}"


def forms() -> Mapping[str, Form]:
    """Return every form that has a template, by key."""
    return {**FORMS, SLIDES.key: SLIDES, REPORT.key: REPORT}


def ending_of(key: str) -> str:
    """Return what a template's file ends in."""
    return {SLIDES.key: "pptx", REPORT.key: "html"}.get(key, "docx")


def find(data_folder: Path | None, key: str) -> Template:
    """Return the town's own template of a form, or the one that ships."""
    form, ending = _form(key), ending_of(key)
    own = _own(data_folder, form, ending)
    if own is not None and own.is_file():
        return Template(form, ending, own.read_bytes(), is_own=True)
    shipped = places.PAPERS / f"{key}.{ending}"
    return Template(form, ending, shipped.read_bytes(), is_own=False)


def take(data_folder: Path, key: str, content: bytes) -> Template:
    """Keep a town's own template after looking through it.

    Raises
    ------
    UnusableInputError
        It cannot be opened, or names what the paper does not have.
    """
    form, ending = _form(key), ending_of(key)
    if len(content) > _MOST_BYTES:
        raise errors.UnusableInputError("ひな形は、20MBまでにしてください。")
    check(key, content)
    own = _own(data_folder, form, ending)
    assert own is not None
    own.parent.mkdir(parents=True, exist_ok=True)
    beside = own.with_suffix(f".{ending}.new")
    beside.write_bytes(content)
    beside.replace(own)
    return find(data_folder, key)


def give_back(data_folder: Path, key: str) -> Template:
    """Put the town's own template aside and return the one that ships; nothing is lost."""
    form, ending = _form(key), ending_of(key)
    own = _own(data_folder, form, ending)
    if own is not None and own.exists():
        own.replace(own.with_suffix(f".{ending}.old"))
    return find(data_folder, key)


def check(key: str, content: bytes) -> None:
    """Refuse a template that would not do.

    Raises
    ------
    UnusableInputError
        It cannot be opened, or names what the paper does not have.
    """
    form = _form(key)
    if key == SLIDES.key:
        to_slides.check_template(form, content)
    elif key == REPORT.key:
        to_page.read_template(form, content)
    else:
        to_docx.check_template(form, content)


def _form(key: str) -> Form:
    found = forms().get(key)
    if found is None:
        raise errors.UnusableInputError(
            f"「{key}」という紙はありません。あるのは、{'、'.join(forms())}です。"
        )
    return found


def _own(data_folder: Path | None, form: Form, ending: str) -> Path | None:
    return None if data_folder is None else data_folder / FOLDER / f"{form.title}.{ending}"
