"""From values to HTML: the templates of the phone pages, every word escaped.

Participants' words reach a page only as escaped text; nothing here reads the store.
"""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workshop_app import words
from workshop_app.model import Consent, Party, VoiceKind
from workshop_app.usecases import gathering

TEMPLATES = Path(__file__).parent / "templates"
FILES = Path(__file__).parent / "files"
_ASKED = (Party.RESIDENTS, Party.CARE, Party.COMPANIES, Party.OTHER)
_KINDS = (
    VoiceKind.TROUBLE,
    VoiceKind.WISH,
    VoiceKind.STRENGTH,
    VoiceKind.OFFER,
    VoiceKind.IDEA,
)
_SAYS = {
    Party.RESIDENTS: "この町に住んでいる",
    Party.CARE: "医療や介護の仕事をしている",
    Party.COMPANIES: "会社・お店・団体の人",
    Party.OTHER: "そのほか",
}


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        label=words.label,
        parties=[(party.value, words.label(party), _SAYS[party]) for party in _ASKED],
        kinds=[(kind.value, words.label(kind)) for kind in _KINDS],
        consents=[(consent.value, words.label(consent)) for consent in Consent],
        most=gathering.MOST_CHARACTERS,
        not_all=words.not_the_whole_town(),
        product=words.PRODUCT,
    )
    return made


def read_templates() -> None:
    """Read every template once; each is kept from then on."""
    for name in _environment().list_templates(extensions=["html"]):
        _environment().get_template(name)


def draw(name: str, **values: Any) -> str:  # noqa: ANN401 - whatever the template shows
    """Return the page *name* with *values* in it."""
    return _environment().get_template(f"{name}.html").render(**values)
