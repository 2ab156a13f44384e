"""What the commands do: each opens what it needs, calls one use case and prints.

Beside ``cli`` (which only reads the words of the command line) this is a composition root:
it turns a folder into a store.  Answers go to stdout, one Japanese sentence a line.
"""

import json
import secrets
import socket
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from workshop_app import errors, settings
from workshop_app.store import Store

_LOOKS = 600
_BETWEEN_LOOKS = 0.1  # seconds
_MIB = 2**20


@dataclass(frozen=True, slots=True)
class ThemesOrder:
    """The words of ``kurumaza themes``."""

    source: Path
    output: Path
    text_column: str | None
    model: str
    groups: int | None
    vectors: Path | None
    previous: Path | None
    edits: Path | None
    regroups: bool
    prints_json: bool


def _say(sentence: str) -> None:
    print(sentence)  # noqa: T201 - the command line's one way to answer


@contextmanager
def _opened(data_folder: Path | None) -> Iterator[Store]:
    store = Store.open(settings.load(data_folder))
    try:
        yield store
    finally:
        store.close()


def serve(data_folder: Path | None, *, port: int, on_lan: bool, opens_browser: bool) -> int:
    """Serve the pages until somebody stops the program."""
    if data_folder is not None:
        settings.choose_data_folder(data_folder)
    with _opened(None):  # a folder that cannot be used is told before anything starts
        pass
    settings.keep_libraries_offline()
    import uvicorn

    from workshop_app import server

    host = "0.0.0.0" if on_lan else "127.0.0.1"
    _refuse_a_taken_port(port, host)
    names = server.lan_names() if on_lan else ()
    app = server.make_app((*server.LOOPBACK, *names))
    address = f"http://localhost:{port}"
    _say(f"車座を開きます： {address}")
    for name in names:
        _say(f"同じWi-Fiの人は： http://{name}:{port}")
    _say("終わるときは、この窓で Ctrl+C を押してください。")
    if opens_browser and settings.has_display():
        threading.Thread(target=_open_browser, args=(address, port), daemon=True).start()
    uvicorn.run(
        app,
        host=host,
        port=port,
        ws="websockets-sansio",
        ws_max_size=32 * 2**20,
        ws_per_message_deflate=False,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=3,
        backlog=2048,
    )
    return 0


def _open_browser(address: str, port: int) -> None:
    """Open the browser once somebody answers at the port, however slow the machine is."""
    for _ in range(_LOOKS):
        time.sleep(_BETWEEN_LOOKS)
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            continue
        webbrowser.open(address)
        return


def _refuse_a_taken_port(port: int, host: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # Elsewhere a port just left is free at once; on Windows that option would share it.
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
        probe.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as problem:
            raise errors.UnusableInputError(
                f"番号 {port} は使えません。車座がもう開いていないか確かめるか、"
                "--port で別の番号を選んでください。"
            ) from problem


def list_models(data_folder: Path | None) -> int:
    """Print the models that are here, with a mark before the chosen one."""
    from workshop_app.usecases import choosing

    with _opened(data_folder) as store:
        known = choosing.list_models(store, settings.load(data_folder).data_folder)
    for model in known:
        mark, chosen = ("○", "、使用中") if model.is_chosen else ("　", "")
        _say(f"{mark} {model.key}（{model.sentence}{chosen}）")
    return 0


def use_model(data_folder: Path | None, written: str) -> int:
    """Try a model and make it the one that is used from now on."""
    from workshop_app.usecases import choosing

    with _opened(data_folder) as store:
        trial = choosing.use(store, settings.load(data_folder).data_folder, written)
    _say(trial.sentence)
    _say(f"版の印：{trial.fingerprint}")
    _say(
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
            _say(f"{total / _MIB:,.0f}MBのうち{there / _MIB:,.0f}MBまで来ました。")

    models = settings.load(data_folder).data_folder / embedders.MODELS
    _say(f"モデル「{name}」をインターネットから取ってきます。")
    fetched = embedders.fetch(name, models, tell)
    _say(f"{fetched.model.folder} に置きました（版 {fetched.revision[:12]}）。")
    _say(f"kurumaza model use {name} で使えます。")
    return 0


def load_sample(data_folder: Path | None, name: str | None, *, only_if_empty: bool) -> int:
    """Put the sample town into the store."""
    from workshop_app.usecases import choosing, opening, rehearsing

    with _opened(data_folder) as store:
        if only_if_empty and opening.has_towns(store) and not rehearsing.is_unfinished(store):
            return 0
        folder = settings.load(data_folder).data_folder
        with choosing.borrow(store, folder, _say) as model:
            town = rehearsing.load(store, name, model)
        _say(f"見本の町「{town.name}」を入れました。架空の町です。")
    return 0


def list_meetings(data_folder: Path | None, *, as_json: bool) -> int:
    """Print the meetings, the newest first."""
    from workshop_app.usecases import entering

    with _opened(data_folder) as store:
        lines = entering.all_meetings(store)
    if as_json:
        rows = [
            {
                "id": line.meeting.id,
                "title": line.meeting.title,
                "stage": line.meeting.stage.value,
                "date": line.meeting.held_on.isoformat(),
                "voices": line.voices,
                "is_open": line.meeting.is_open,
                "join_code": line.meeting.join_code,
            }
            for line in lines
        ]
        _say(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    for line in lines:
        _say(
            f"{line.meeting.id:>4}  ({line.meeting.stage.value}) {line.meeting.held_on}  "
            f"{line.voices:>4}件  {line.meeting.title}"
        )
    if not lines:
        _say(
            "会議はまだありません。kurumaza serve で画面を開くか、"
            "kurumaza sample で見本を入れてください。"
        )
    return 0


def bring_in(
    data_folder: Path | None,
    meeting: str,
    file: Path,
    *,
    encoding: str | None,
    sheet: str | None,
    accepts_bad_rows: bool,
) -> int:
    """Take the voices of a file into a meeting, after showing what cannot be read."""
    from workshop_app.usecases import choosing, importing, theming

    with _opened(data_folder) as store:
        room = importing.find_meeting(store, meeting)
        preview = importing.look_into(
            store, room.meeting.id, _bytes_of(file), file.name, encoding=encoding, sheet=sheet
        )
        mapping = preview.mapping
        _say(f"「{preview.sheet.header[mapping.text]}」の列を声として読みます。")
        for remark in preview.notes:
            _say(remark)
        for row in preview.checked.bad:
            _say(f"{row.number}行目：{row.reason}")
        if preview.checked.bad and not accepts_bad_rows:
            raise errors.UnusableInputError(
                f"読めない行が{len(preview.checked.bad)}行あります。"
                "なおすか、--yes を付けてほかの行だけ取り込んでください。"
                "何も取り込んでいません。"
            )
        taken = importing.accept(store, preview)
        folder = settings.load(data_folder).data_folder
        with choosing.borrow(store, folder, _say) as model:
            theming.settle(store, room.workshop.id, model)
        _say(f"{taken}件を「{room.meeting.title}」に取り込みました。")
    return 0


def export(
    data_folder: Path | None, meeting: str, file_format: str, output: Path, *, for_public: bool
) -> int:
    """Write a meeting's voices to a file."""
    from workshop_app.usecases import importing, reporting

    _refuse_an_output(output)
    with _opened(data_folder) as store:
        room = importing.find_meeting(store, meeting)
        paper = reporting.voices_paper(
            store, room.meeting.id, file_format, for_public=for_public
        )
    _write_whole(output, paper.content)
    _say(f"{paper.rows}件を {output} に書き出しました。")
    return 0


def sort_themes(order: ThemesOrder) -> int:
    """Group the statements of a table; the contract is in the manual."""
    settings.keep_libraries_offline()
    from workshop_app.usecases import sorting_files

    _refuse_an_output(order.output)
    summary = sorting_files.sort_file(
        order.source,
        order.output,
        text_column=order.text_column,
        model=order.model,
        groups=order.groups,
        vectors_path=order.vectors,
        previous_path=order.previous,
        edits_path=order.edits,
        regroups=order.regroups,
    )
    if order.prints_json:
        _say(json.dumps(summary, ensure_ascii=False, indent=2))
    return 0


def examine(data_folder: Path | None) -> int:
    """Say in plain words what is present on this computer."""
    from workshop_app.usecases import examining

    for finding in examining.examine(settings.load(data_folder)):
        _say(f"{'○' if finding.is_good else '△'} {finding.subject}：{finding.sentence}")
    return 0


def back_up(data_folder: Path | None, output: Path) -> int:
    """Write one file that holds everything."""
    from workshop_app.store import backup

    with _opened(data_folder) as store:
        backup.backup(store, output)
    _say(f"控えを {output} に取りました。公開しない声も入っています。大切にしまってください。")
    return 0


def restore(data_folder: Path | None, file: Path) -> int:
    """Bring a backup back; what was here is kept beside it."""
    from workshop_app.store import backup

    restored = backup.restore(settings.load(data_folder), file)
    _say("控えからもどしました。")
    if restored.kept_aside is not None:
        _say(f"これまでのデータは {restored.kept_aside} に残してあります。")
    return 0


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise errors.UnreadableFileError(
            f"{file} を開けません。場所と名前を確かめてください。"
        ) from problem


def _refuse_an_output(output: Path) -> None:
    """Say before any work is done that there is no place for the result."""
    if output.is_dir() or not output.parent.is_dir():
        raise errors.UnusableInputError(
            f"{output} には書けません。あるフォルダの中の、ファイルの名前を書いてください。"
        )


def _write_whole(output: Path, content: bytes) -> None:
    """Write all of a file, or leave the one that was there."""
    beside = output.with_name(f".{output.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(content)
        beside.replace(output)
    except OSError as problem:
        raise errors.UnusableInputError(
            f"{output} に書けません。ほかで開いていないか、空きがあるかを確かめてください。"
        ) from problem
    finally:
        beside.unlink(missing_ok=True)
