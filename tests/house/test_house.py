"""The rules of the house, read from the source itself, so that they cannot drift."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [p for d in ("workshop_app", "analysis", "pages") for p in (ROOT / d).rglob("*.py")]
PAGES = sorted((ROOT / "pages").glob("*.py"))
PAGE_MAY_IMPORT = (
    "datetime.date",
    "streamlit",
    "workshop_app.ui",
    "workshop_app.usecases",
    "workshop_app.figures",
    "workshop_app.words",
    "workshop_app.room_words",
    "workshop_app.errors",
    "workshop_app.model",
)
RUNS_ON_IMPORT = {"workshop_app/app.py", "workshop_app/__main__.py"}
WORKERS = {
    "workshop_app/embedders/worker.py",
    "workshop_app/sheets/xlsx_worker.py",
    "workshop_app/store/migrations/env.py",
}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def attributes(path: Path) -> set[str]:
    return {
        ast.unparse(n)
        for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(n, ast.Attribute)
    }


def rel(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=rel)
def test_a_page_only_draws(page):
    assert all(name.startswith(PAGE_MAY_IMPORT) for name in imported(page)), imported(page)
    source = page.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 100
    assert not [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ClassDef)]


@pytest.mark.parametrize("path", SOURCES, ids=rel)
def test_state_cache_and_path_have_one_home_each(path):
    used = attributes(path)
    homes = {
        "st.session_state": "workshop_app/ui/visit.py",
        "st.cache_resource": "workshop_app/ui/shared.py",
        "st.cache_data": "workshop_app/ui/shared.py",
        "os.environ": "workshop_app/settings.py",
        "sys.path": None,
    }
    for name, home in homes.items():
        assert name not in used or rel(path) == home, f"{name} in {rel(path)}"


@pytest.mark.parametrize("path", [p for p in SOURCES if p.parts[-2] != "pages"], ids=rel)
def test_importing_does_no_work(path):
    """At module level only names may be bound: no loops, no with, no bare calls."""
    allowed = (
        ast.Import,
        ast.ImportFrom,
        ast.Assign,
        ast.AnnAssign,
        ast.FunctionDef,
        ast.AsyncFunctionDef,
        ast.ClassDef,
    )
    if rel(path) in RUNS_ON_IMPORT | WORKERS:
        return
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        alias = node.__class__.__name__ == "TypeAlias"
        assert docstring or for_types or alias or isinstance(node, allowed), (
            f"{rel(path)}:{node.lineno}"
        )


@pytest.mark.parametrize("path", SOURCES, ids=rel)
def test_sql_stays_in_the_store(path):
    if rel(path).startswith("workshop_app/store/"):
        return
    assert not [n for n in imported(path) if n.startswith(("sqlalchemy", "sqlite3", "alembic"))]


@pytest.mark.parametrize("path", SOURCES, ids=rel)
def test_nothing_dangerous_is_spelled_out(path):
    source = path.read_text(encoding="utf-8")
    for spelled in (
        "unsafe_allow_html",
        "unsafe_allow_javascript",
        "components.v1",
        "innerHTML",
        "import pickle",
        "yaml.load",
        "shell=True",
        "eval(",
    ):
        assert spelled not in source, spelled


@pytest.mark.parametrize("path", SOURCES, ids=rel)
def test_modules_and_functions_stay_small(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 420, "split this module"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.body[0].lineno + 1
            assert length <= 80, f"{node.name}: {length} lines"


def test_the_entry_script_has_no_pages_beside_it():
    assert not (ROOT / "workshop_app" / "pages").exists()


def test_no_module_beside_the_entry_hides_another():
    beside = {
        p.stem for p in (ROOT / "workshop_app").iterdir() if p.suffix == ".py" or p.is_dir()
    }
    hidden = beside & (sys.stdlib_module_names | {"analysis", "pages", "templates"})
    assert not hidden - {"__main__"}


IMPORT_EVERYTHING = """
import importlib, pkgutil, sys
import numpy, sqlalchemy, sqlite3, streamlit  # their own start-up is not ours to judge
import scipy, sklearn.cluster, networkx, pyvis.network, alembic.command, uvicorn, pandas
import scipy.cluster.hierarchy, scipy.optimize, scipy.sparse.csgraph, sudachipy, xlsxwriter
import analysis, workshop_app

seen = []
def watch(event, args):
    writing = event == "open" and (set(args[1] or "") & set("wax+"))
    if writing or event.split(".")[0] in {"socket", "sqlite3", "subprocess", "urllib"}:
        seen.append(f"{event} {args[0]}")
sys.addaudithook(watch)

LEFT_OUT = ("app", "__main__", "worker", "xlsx_worker", "env", "sentence_module")
for package in (analysis, workshop_app):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if found.name.rsplit(".", 1)[1] not in LEFT_OUT:
            importlib.import_module(found.name)
sys.exit("; ".join(seen) or 0)
"""


def test_importing_everything_opens_nothing():
    done = subprocess.run(
        [sys.executable, "-B", "-c", IMPORT_EVERYTHING],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_the_command_line_starts_without_the_heavy_libraries():
    code = (
        "import sys, workshop_app.cli;"
        "print([m for m in ('streamlit', 'torch', 'transformers', 'sklearn', 'pandas')"
        " if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert out.stdout.strip() == "[]", out.stdout + out.stderr


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [ROOT / name for name in names]


def test_no_tracked_text_holds_a_path_of_some_machine():
    machine = re.compile(r"(?<![\w.])/(?:work|farm|home|root|Users)/\w")
    found = []
    for path in tracked():
        if path.suffix in {".npz", ".npy", ".png", ".xlsx"} or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{rel(path)}: {m.group()}" for m in machine.finditer(text)]
    assert not found, found


def test_the_plan_of_the_house_names_every_room():
    plan = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    rooms = {
        rel(path) if path.parent.name in {"pages", "analysis", "workshop_app"} else None
        for path in SOURCES
        if path.name != "__init__.py"
    }
    packages = {
        rel(path.parent) + "/"
        for path in SOURCES
        if path.name == "__init__.py" and path.parent.parent.name == "workshop_app"
    }
    missing = {room for room in rooms | packages if room and f"`{room}`" not in plan}
    named = set(re.findall(r"`((?:workshop_app|analysis|pages)/[\w/]+(?:\.py|/))`", plan))
    gone = {room for room in named if not (ROOT / room).exists()}
    assert not missing and not gone, (missing, gone)


def test_nothing_makes_a_sound_or_listens():
    """A13, P5: no player, microphone or camera is ever called."""
    called = re.compile(
        r"getUserMedia|mediaDevices|new Audio|AudioContext|speechSynthesis|<audio|<video"
        r"|st\.audio|audio_input|camera_input|st\.video|capture="
    )
    kinds = {".py", ".js", ".html", ".css"}
    sources = [p for d in ("workshop_app", "pages") for p in (ROOT / d).rglob("*")]
    found = [
        f"{rel(path)}: {m.group()}"
        for path in sources
        if path.suffix in kinds
        for m in called.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found, found


def test_residents_screens_hold_no_official_term():
    """A16: phones, paper and the wall's own words are in residents' language."""
    official = ("総合事業", "協議体", "被保険者", "要支援", "資源開発", "官民連携", "住民参画")
    places = [
        *(ROOT / "workshop_app" / "phone").rglob("*.html"),
        *(ROOT / "workshop_app" / "phone").rglob("*.js"),
        ROOT / "workshop_app" / "room_words.py",
        ROOT / "workshop_app" / "ui" / "components" / "projector.js",
    ]
    found = [
        (rel(path), term)
        for path in places
        for term in official
        if term in path.read_text(encoding="utf-8")
    ]
    assert len(places) > 8 and not found, found
