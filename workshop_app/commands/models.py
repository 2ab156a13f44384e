"""The sentence models that are here, and fetching one."""

from pathlib import Path

from workshop_app import settings
from workshop_app.commands.common import opened, say

_MIB = 2**20


def list_models(data_folder: Path | None) -> int:
    """Print the models that are here, with a mark before the chosen one."""
    from workshop_app.usecases import choosing

    with opened(data_folder) as store:
        known = choosing.list_models(store, settings.load(data_folder).data_folder)
    for model in known:
        mark, chosen = ("○", "、使用中") if model.is_chosen else ("　", "")
        say(f"{mark} {model.key}（{model.sentence}{chosen}）")
    return 0


def use_model(data_folder: Path | None, written: str) -> int:
    """Try a model and make it the one that is used from now on."""
    from workshop_app.usecases import choosing

    with opened(data_folder) as store:
        trial = choosing.use(store, settings.load(data_folder).data_folder, written)
    say(trial.sentence)
    say(f"版の印：{trial.fingerprint}")
    say(
        "このモデルを使うことにしました。開いている車座は、閉じて開きなおすと切り替わります。"
        "いまのテーマと手直しは、そのまま残ります。"
    )
    return 0


def fetch_model(data_folder: Path | None, name: str) -> int:
    """Fetch a model from the internet into the data folder; nothing else ever does."""
    from workshop_app import embedders

    told: list[int] = []

    def tell(there: int, total: int) -> None:
        tenth = there * 10 // max(total, 1)
        if tenth not in told:
            told.append(tenth)
            say(f"{total / _MIB:,.0f}MBのうち{there / _MIB:,.0f}MBまで来ました。")

    models = settings.load(data_folder).data_folder / embedders.MODELS
    say(f"モデル「{name}」をインターネットから取ってきます。")
    fetched = embedders.fetch(name, models, tell)
    say(f"{fetched.model.folder} に置きました（版 {fetched.revision[:12]}）。")
    say(f"kurumaza model use {name} で使えます。")
    return 0
