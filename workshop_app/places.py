"""Where the house's own files lie, in a checkout and in an installed wheel.

The only module that knows both shapes; nothing else joins paths to package folders.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_house"
_HOME = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent

ENTRY = _PACKAGE / "app.py"
SERVER_CONFIG = _PACKAGE / ".streamlit" / "config.toml"
WORD_TABLE = _PACKAGE / "embedders" / "word_table"
MIGRATIONS = _PACKAGE / "store" / "migrations"
RULES = _PACKAGE / "rules"
GLOSSARY = _PACKAGE / "glossary"
SHELL_WORDS = _PACKAGE / "ui" / "shell.js"
PAGES = _HOME / "pages"
TEMPLATES = _HOME / "templates"
RUN_SHEETS = TEMPLATES / "run_sheets"
CRITERIA = TEMPLATES / "criteria"
PAPERS = TEMPLATES / "papers"
SAMPLE_SESSIONS = _HOME / "sample_sessions"
CHECKOUT = None if _SHIPPED.is_dir() else _PACKAGE.parent
