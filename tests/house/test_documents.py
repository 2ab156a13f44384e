"""The documents say what is there: commands, options, links, pictures, dependencies."""

import argparse
import re
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from workshop_app.cli import make_parser

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ROOT / "docs" / "manual" / "commands.md"
DEPENDENCIES = ROOT / "docs" / "decisions" / "0004-dependencies.md"
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("sample_sessions/*/*.md")]
)
SHARED_OPTIONS = {"--data"}
SCREENS = ("start", "gather", "phone", "desk", "look_over", "themes", "review", "ties", "flow")
SCREENS += ("choose", "screen")
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def rel(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands() -> dict[str, argparse.ArgumentParser]:
    [choices] = [
        action.choices
        for action in make_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    return dict(choices)


def chapter_of(command: str) -> str:
    """The part of the manual that tells about one command."""
    parts = re.split(r"^## ", COMMANDS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = [part for part in parts if part.startswith(f"`kurumaza {command}`")]
    assert len(found) == 1, f"one chapter on {command} is wanted, there are {len(found)}"
    return found[0]


def long_options(parser: argparse.ArgumentParser) -> set[str]:
    said = {name for action in parser._actions for name in action.option_strings}
    return {name for name in said if name.startswith("--")} - {"--help"}


def links_of(document: Path) -> list[str]:
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    return [target for target in LINK.findall(text) if not urlsplit(target).scheme]


def anchors_of(document: Path) -> set[str]:
    """The names under which a document's headings can be linked to."""
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ +(.+?) *$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_option_of_a_command_is_in_its_chapter(command):
    told = set(re.findall(r"--[a-z][a-z-]*", chapter_of(command)))
    assert long_options(commands()[command]) - told == SHARED_OPTIONS


def test_the_options_all_commands_share_are_told_before_the_chapters():
    head = COMMANDS.read_text(encoding="utf-8").split("\n## `")[0]
    assert not {name for name in SHARED_OPTIONS if f"`{name} " not in head}


@pytest.mark.parametrize("command", sorted(commands()))
def test_a_chapter_tells_of_no_option_that_is_not_there(command):
    every = set().union(*(long_options(parser) for parser in commands().values()))
    told = set(re.findall(r"--[a-z][a-z-]*", chapter_of(command)))
    assert told - every == set()


def test_the_manual_has_no_chapter_on_a_command_that_is_not_there():
    headed = re.findall(
        r"^## `kurumaza (\w+)`", COMMANDS.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert sorted(headed) == sorted(commands())


def test_the_options_of_the_command_itself_are_in_the_manual():
    manual = COMMANDS.read_text(encoding="utf-8")
    assert not {name for name in long_options(make_parser()) if name not in manual}


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_choice_of_an_option_is_in_its_chapter(command):
    choices = [
        str(choice)
        for action in commands()[command]._actions
        if action.choices is not None
        for choice in action.choices
    ]
    chapter = chapter_of(command)
    assert not [choice for choice in choices if f"`{choice}`" not in chapter]


@pytest.mark.parametrize("document", DOCUMENTS, ids=rel)
def test_every_link_and_picture_leads_somewhere(document):
    lost = []
    for link in links_of(document):
        path, _, anchor = unquote(link).partition("#")
        target = (document.parent / path).resolve() if path else document
        is_here = target.exists() and ROOT in (target, *target.parents)
        if not is_here or (anchor and anchor not in anchors_of(target)):
            lost.append(link)
    assert not lost


def test_the_readme_shows_every_screen():
    shown = links_of(ROOT / "README.md")
    assert [name for name in SCREENS if f"docs/pictures/{name}.png" not in shown] == []


def test_the_readme_names_both_commands_and_the_windows_file():
    for name in ("README.md", "README.en.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert re.search(r"^make run\b", text, re.MULTILINE), name
        assert re.search(r"^make test\b", text, re.MULTILINE), name
        assert "start.bat" in text, name


def test_the_pages_of_the_menu_have_the_names_the_manual_uses():
    frame = (ROOT / "workshop_app" / "ui" / "frame.py").read_text(encoding="utf-8")
    titles = re.findall(r'_page\("\w+", "([^"]+)"', frame)
    assert len(titles) >= 6
    readers = " ".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "manual").glob("*.md")
    )
    assert [title for title in titles if title not in readers] == []


def test_the_keys_of_the_entry_bar_are_the_ones_in_the_manual():
    from workshop_app import words
    from workshop_app.ui.components.capture_keys import KIND_KEYS

    manual = (ROOT / "docs" / "manual" / "facilitator.md").read_text(encoding="utf-8")
    rows = {
        tuple(cell.strip() for cell in line.strip("|").split("|"))
        for line in manual.splitlines()
        if line.startswith("| Alt+")
    }
    wanted = {(f"Alt+{letter}", words.label(kind)) for kind, letter in KIND_KEYS.items()}
    assert wanted <= rows


def named_packages(requirements: list[str]) -> set[str]:
    names = (re.match(r"[\w.-]+(?:\[\w+\])?", text) for text in requirements)
    return {found.group().lower() for found in names if found}


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = [
        *project["project"]["dependencies"],
        *(
            line
            for group in project["project"]["optional-dependencies"].values()
            for line in group
        ),
        *(line for group in project["dependency-groups"].values() for line in group),
        *project["build-system"]["requires"],
    ]
    return named_packages(listed)


def explained() -> dict[str, list[str]]:
    """The rows of the tables of 0004 by the package they are about."""
    page = DEPENDENCIES.read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in page.splitlines()
        if line.startswith("| `")
    ]
    return {re.match(r"`([^`]+)`", row[0]).group(1).lower(): row for row in rows}


def test_every_direct_dependency_has_its_line_and_no_other():
    assert declared() == set(explained())


def test_every_dependency_is_told_with_its_reason_its_licence_and_what_it_brings():
    assert not [name for name, row in explained().items() if len(row) != 4 or not all(row)]


def test_the_documents_hold_no_address_of_a_registry():
    registry = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|index-url", re.IGNORECASE)
    found = [rel(path) for path in DOCUMENTS if registry.search(path.read_text("utf-8"))]
    assert not found


def test_every_decision_has_a_number_of_its_own():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))
    assert all(re.fullmatch(r"\d{4}", number) for number in numbers)


def test_every_make_target_the_documents_name_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = {
        found
        for path in DOCUMENTS
        for found in re.findall(r"`?\bmake ([a-z]+(?:-[a-z]+)*)`", path.read_text("utf-8"))
    }
    assert named and named <= targets


def test_the_documents_are_kept_by_git():
    """A document that git ignores would be on nobody else's machine."""
    ignored = subprocess.run(
        ["git", "check-ignore", *map(rel, DOCUMENTS)], cwd=ROOT, capture_output=True, text=True
    ).stdout
    assert ignored == ""


def test_the_glossary_explains_every_record_and_every_list_of_values():
    from workshop_app import model

    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    named = [
        name
        for name, kind in vars(model).items()
        if isinstance(kind, type) and kind.__module__.startswith(model.__name__)
    ]
    assert len(named) > 20
    assert [name for name in named if not re.search(rf"`{name}\b", page)] == []
