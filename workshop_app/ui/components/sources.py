"""Reads the scripts and styles that lie beside the components."""

from importlib import resources


def script(name: str) -> str:
    """Return the script *name*, with what all components share before it."""
    return _read("shared.js") + _read(name)


def style(name: str) -> str:
    """Return the style *name*, with what all components share before it."""
    return _read("base.css") + _read(name)


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
