"""Examining this computer: what is present, in plain words (``kurumaza doctor``)."""

import importlib.util
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workshop_app import embedders, errors, places
from workshop_app.settings import Settings
from workshop_app.store import Store, municipalities
from workshop_app.usecases import choosing

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge", "firefox")
_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "C:/Windows/Fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
)
_JAPANESE_FONTS = (
    "notosanscjk",
    "notosansjp",
    "ipag",
    "ipaexg",
    "takao",
    "meiryo",
    "yugoth",
    "bizudp",
    "hiragino",
    "ヒラギノ",
    "msgothic",
)
_LITTLE_ROOM = 500 * 2**20
_GIB = 2**30


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    is_good: bool
    sentence: str


def examine(settings: Settings) -> list[Finding]:
    """Look at everything an evening needs; nothing is changed but an empty data folder."""
    return [
        _python(),
        *_data(settings),
        _room(settings.data_folder),
        _transformers(),
        _fonts(),
        _browser(),
        _sample(),
    ]


def answers(store: Store) -> bool:
    """Say whether the store answers a question right now."""
    try:
        store.read(municipalities.all)
    except errors.StoreError:
        return False
    return True


def _python() -> Finding:
    found = ".".join(str(part) for part in sys.version_info[:3])
    return Finding("Python", sys.version_info >= (3, 11), f"{found}（3.11以上が必要です）")


def _data(settings: Settings) -> Iterator[Finding]:
    try:
        store = Store.open(settings)
    except errors.StoreError as problem:
        yield Finding("データの置き場所", False, str(problem))
        return
    try:
        report = store.check()
        known = choosing.list_models(store, settings.data_folder)
    finally:
        store.close()
    yield Finding(
        "データの置き場所", report.is_sound, f"{settings.data_folder}（読み書きできます）"
    )
    yield Finding(
        "データベース", True, f"{report.database} {report.version}、書き込みは1つずつ確実に"
    )
    yield _model(known)


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder if folder.exists() else Path.home()).free
    sentence = f"あと{free / _GIB:.1f}GB使えます"
    if free < _LITTLE_ROOM:
        sentence += "。少ないので、いらないファイルを片づけてください"
    return Finding("空き容量", free >= _LITTLE_ROOM, sentence)


def _model(known: Sequence[choosing.KnownModel]) -> Finding:
    [chosen] = [model for model in known if model.is_chosen]
    if chosen.key == embedders.BUILT_IN:
        sentence = f"{chosen.sentence}（内蔵。インターネットは使いません）"
    else:
        sentence = f"{chosen.key}（{chosen.sentence}。インターネットは使いません）"
    return Finding("ことばのモデル", chosen.is_here, sentence)


def _transformers() -> Finding:
    present = importlib.util.find_spec("sentence_transformers") is not None
    sentence = "使えます" if present else "見つかりません。内蔵のモデルの計算だけで動きます"
    return Finding("sentence-transformers", present, sentence)


def _fonts() -> Finding:
    names = (
        path.name.casefold()
        for folder in _FONT_FOLDERS
        for path in Path(folder).expanduser().rglob("*.[to]t[fc]")
    )
    present = any(known in name for name in names for known in _JAPANESE_FONTS)
    sentence = "あります" if present else "見つかりません。日本語のフォントを入れてください"
    return Finding("日本語の文字", present, sentence)


def _browser() -> Finding:
    here = next((name for name in _BROWSERS if shutil.which(name)), None)
    present = here is not None or sys.platform in ("win32", "darwin")
    sentence = (
        "あります" if present else "見つかりません。ChromeかEdgeかFirefoxを入れてください"
    )
    return Finding("ブラウザ", present, sentence)


def _sample() -> Finding:
    names = sorted(path.parent.name for path in places.SAMPLE_SESSIONS.glob("*/town.toml"))
    return Finding("見本の町", bool(names), "、".join(names) or "見つかりません")
