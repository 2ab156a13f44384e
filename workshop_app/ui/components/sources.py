"""Reads the scripts and styles that lie beside the components."""

from importlib import resources


def script(*names: str) -> str:
    """Return the scripts *names* in their order, with what all components share before them."""
    return _read("shared.js") + "".join(map(_read, names))


def style(*names: str) -> str:
    """Return the styles *names* in their order, with what all components share before them."""
    return _read("base.css") + "".join(map(_read, names))


def _read(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
