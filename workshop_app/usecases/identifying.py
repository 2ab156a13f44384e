"""Identifying: which organisation of the register a written name means; else it is asked."""

from collections.abc import Sequence

from workshop_app import errors, glossary, words
from workshop_app.glossary import Mention
from workshop_app.model import Stakeholder

_MOST = 4  # names in one question
_SHOWN = 30  # letters of what was written


def identify(heading: str, written: str, known: Sequence[Stakeholder]) -> Stakeholder:
    """Return the organisation that *written* means, by its name or by the alias table.

    The register's own name comes first, then the same name in other letters (width, case,
    blanks), then a word of the alias table where one organisation of that kind is known. A
    word of several meanings is never answered here.

    Raises
    ------
    UnusableInputError
        It may be several, or none of the register; the sentence asks or says what to do.
    """
    if not written:
        raise errors.UnusableInputError(f"{heading}がありません。団体の名前を書いてください。")
    told = f"{heading}「{written[:_SHOWN]}」"
    found = _by_name(written, known)
    if len(found) == 1:
        return found[0]
    if found:
        raise errors.UnusableInputError(
            f"{told}という団体が{len(found)}つあります。団体の名簿で、名前を分けてください。"
        )
    meant = glossary.resolve_organisation(written)
    of_kind = [] if meant is None or meant.is_own_name else _by_kind(meant, known)
    if meant is not None and meant.is_asked and not meant.is_own_name:
        several = "、".join(each.name for each in meant.candidates[:_MOST])
        raise errors.UnusableInputError(
            f"{told}は、いくつかの意味があります({several})。{_ask(of_kind)}"
        )
    if len(of_kind) > 1:
        raise errors.UnusableInputError(
            f"{told}は、いくつかの団体にあたります。{_ask(of_kind)}"
        )
    if of_kind:
        return of_kind[0]
    raise errors.UnusableInputError(
        f"{told}は、団体の名簿にありません。先に団体を登録してください。"
    )


def _by_name(written: str, known: Sequence[Stakeholder]) -> list[Stakeholder]:
    plain = " ".join(written.split())
    key = words.fold(plain)
    exact = [who for who in known if who.name == plain]
    return exact or [who for who in known if key and words.fold(who.name) == key]


def _by_kind(meant: Mention, known: Sequence[Stakeholder]) -> list[Stakeholder]:
    """Return the organisations of the kinds that *meant* speaks of."""
    codes = {each.organisation.code for each in meant.candidates if each.organisation}
    return [who for who in known if _code_of(who) in codes]


def _code_of(who: Stakeholder) -> str:
    """Return the kind written in the register, or the one its name says beyond doubt."""
    meant = None if who.category else glossary.resolve_organisation(who.name)
    if meant is None or meant.is_asked:
        return who.category
    kind = meant.candidates[0].organisation
    return kind.code if kind is not None else ""


def _ask(of_kind: Sequence[Stakeholder]) -> str:
    if not of_kind:
        return "団体の名簿にある名前で書いてください。"
    names = "」「".join(who.name for who in of_kind[:_MOST])
    return f"「{names}」のことですか。団体の名簿にある名前で書いてください。"
