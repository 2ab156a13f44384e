"""Reads the scripts and styles that lie beside the components."""

from importlib import resources


def read(name: str) -> str:
    """Return the text of the script or style *name*."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def style(name: str) -> str:
    """Return the shared style followed by the component's own."""
    return read("base.css") + read(name)
