"""Asking a calculation: what it wants to know, and what it finds before a source is added."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workshop_app.rules import RuleYear, Section
from workshop_app.usecases.questioning import Given, Key


@dataclass(frozen=True, slots=True)
class Result:
    """What one calculation found, before its year and source are added."""

    values: Mapping[str, object]
    basis: Section
    explanation: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculation:
    """One calculation by its name: what it asks for and how it answers."""

    name: str
    title: str
    keys: tuple[Key, ...]
    calculate: Callable[[Given, RuleYear], Result]


def choice(given: Given, name: str, known: Mapping[str, str]) -> str:
    """Return which of the *known* words was given."""
    return given.one_of(name, {key: key for key in known}, tuple(known))


def say_yen(amount: int) -> str:
    """Return an amount as people write it."""
    return f"{amount:,}円"


def key(name: str, label: str, known: Mapping[str, str]) -> Key:
    """Return a key that is a choice."""
    return Key(name, label, tuple(known.items()), kind="choice")


def optional(name: str, label: str, kind: str = "whole") -> Key:
    """Return a key that may be left out."""
    return Key(name, label, is_needed=False, kind=kind)
