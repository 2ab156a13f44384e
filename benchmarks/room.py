"""A full room on phones: how fast posts are answered, and when the projector shows them.

The server runs in a process of its own; this program is the phones, a projector and a desk.
Phones open the page, choose a party and a table, and send voices for a while; then a burst
comes all at once.  Afterwards the store is opened and counted: nothing lost, nothing doubled.

    python benchmarks/room.py --phones 300 --seconds 60 --burst 1000
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import psutil
from window import Window
from wire import Answer, Phone, Shout, find_port, wait_until_served, write_post

from workshop_app.model import Meeting, MeetingKind, Stage
from workshop_app.settings import Settings
from workshop_app.store import Store, voices
from workshop_app.usecases import opening

ROOT = Path(__file__).resolve().parents[1]
PARTIES = ("residents", "residents", "residents", "care", "companies")
SAYINGS = (
    "バスの本数がへって、買い物に行くのがたいへんです",
    "冬の雪かきを、だれに頼めばよいのか分かりません",
    "月に一度、みんなでお茶を飲む場所がほしい",
    "店の配達を、となりの地区まで広げられます",
    "薬をもらいに行くのに、半日かかってしまう",
    "スマホの使い方を、ゆっくり教えてほしい",
    "畑でとれた野菜を、ほしい人に分けたい",
    "夜に具合がわるくなったとき、だれに電話すればよいか",
    "体操の会に、男の人がもっと来てくれるとよい",
    "空いている家を、集まる場所に使えないか",
)


@dataclass
class Tally:
    """What the phones saw: seconds of each answer, and when each voice was acknowledged."""

    joined: list[float] = field(default_factory=list)
    steady: list[float] = field(default_factory=list)
    burst: list[float] = field(default_factory=list)
    acknowledged: dict[str, float] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    receipts: dict[str, str] = field(default_factory=dict)
    costs: dict[str, float] = field(default_factory=dict)  # seconds of a processor
    helpers: list[int] = field(default_factory=list)  # bytes, of the server's own processes
    loads: list[float] = field(default_factory=list)  # of the whole machine, in the parts


def main() -> int:
    """Run the room and return 0 where every promise was kept."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="kurumaza-room-") as folder:
        data = Path(folder) / "data"
        meeting = open_meeting(data)
        port = find_port()
        log = (Path(folder) / "log.txt").open("w", encoding="utf-8")
        command = [sys.executable, "-m", "workshop_app", "serve", "--no-browser"]
        server = subprocess.Popen(
            [*command, "--port", str(port), "--data", str(data)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_served(port)
            tally, shown, memory = asyncio.run(_play(wanted, meeting, port, server.pid))
        finally:
            server.terminate()
            server.wait(30)
            log.close()
        return _report(wanted, tally, shown, memory, _count(data, meeting))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--think", type=float, default=15.0, help="seconds between two voices")
    parser.add_argument("--burst", type=int, default=1000)
    parser.add_argument("--linger", type=float, default=8.0, help="seconds to go on watching")
    parser.add_argument(
        "--patience", type=float, default=180.0, help="seconds until it is given up"
    )
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    return parser.parse_args()


def open_meeting(data: Path) -> Meeting:
    """Return an open meeting in a new store in *data*."""
    with Store.open(_settings(data)) as store:
        town = opening.found_town(store, "星見町")
        return opening.open_meeting(
            store,
            town.id,
            opening.MeetingPlan(
                title="みんなの会",
                kind=MeetingKind.TOWN_MEETING,
                stage=Stage.HEARING,
                held_on=date(2026, 11, 5),
                table_count=12,
            ),
        )


def _settings(data: Path) -> Settings:
    return Settings(data, f"sqlite:///{(data / 'kurumaza.db').as_posix()}")


async def _play(
    wanted: argparse.Namespace, meeting: Meeting, port: int, pid: int
) -> tuple[Tally, dict[str, float], list[int]]:
    tally = Tally()
    stop = asyncio.Event()
    projector = Window(port, "screen", f"m={meeting.id}")
    desk = Window(port, "desk", f"m={meeting.id}")
    memory: list[int] = []
    watching = [
        asyncio.create_task(projector.watch(stop)),
        asyncio.create_task(desk.watch(stop)),
        asyncio.create_task(_weigh(pid, tally, memory, stop)),
    ]
    async with asyncio.timeout(wanted.seconds + wanted.patience):
        await asyncio.gather(projector.is_drawn.wait(), desk.is_drawn.wait())
        dice = random.Random(7)
        phones = [Phone(port, number) for number in range(wanted.phones)]
        with _weighed(pid, "steady", tally):
            await asyncio.gather(
                *(_sit_and_write(phone, meeting, wanted, tally, dice) for phone in phones)
            )
        crowd = _write_burst(meeting, port, range(wanted.phones, wanted.phones + wanted.burst))
        with _weighed(pid, "burst", tally):
            began = time.monotonic()  # of all alike: whoever connects late has waited, too
            await asyncio.gather(*(_shout(port, *each, began, tally) for each in crowd))
        await asyncio.sleep(wanted.linger)
    stop.set()
    await asyncio.gather(*watching, return_exceptions=True)
    return tally, projector.first_seen, memory


@contextmanager
def _weighed(pid: int, part: str, tally: Tally) -> Iterator[None]:
    """Note the server's processor time and the machine's load during one part."""
    server = psutil.Process(pid)
    before, own, queued = server.cpu_times(), time.process_time(), queued_for(pid)
    psutil.cpu_percent()
    yield
    after = server.cpu_times()
    tally.costs[part] = after.user + after.system - before.user - before.system
    tally.costs[f"{part}_phones"] = time.process_time() - own
    tally.costs[f"{part}_queued"] = queued_for(pid) - queued
    tally.loads += [os.getloadavg()[0], psutil.cpu_percent()]


def queued_for(pid: int) -> float:
    """Return for how many seconds threads of a process waited for a processor; Linux only."""
    told = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(each.read_text().split()[1]) for each in told) / 1e9


async def _sit_and_write(
    phone: Phone,
    meeting: Meeting,
    wanted: argparse.Namespace,
    tally: Tally,
    dice: random.Random,
) -> None:
    """One phone: comes in within ten seconds, then sends a voice about every ``--think``."""
    until = time.monotonic() + wanted.seconds
    await asyncio.sleep(dice.uniform(0, min(10.0, wanted.seconds / 3)))
    page = f"/j/{meeting.join_code}"
    party = PARTIES[phone.number % len(PARTIES)]
    table = 1 + phone.number % 12
    began = time.monotonic()
    assert (await phone.ask("GET", page)).status == 200
    form = urlencode({"party": party, "table": table}).encode()
    came_in = await phone.ask("POST", f"{page}/join", form)
    assert came_in.status in (200, 303), came_in
    assert (await phone.ask("GET", page)).status == 200
    tally.joined.append(time.monotonic() - began)
    number = 0
    while True:
        await asyncio.sleep(dice.uniform(0.5, 1.5) * wanted.think)
        if time.monotonic() > until:
            break
        mark = f"v{phone.number:05d}n{number:03d}e"
        sent = _voice(mark, party, table)
        tally.steady.append(await _send(phone, page, sent, mark, tally))
        if number % 5 == 0:  # the answer was lost on the way: the same once more
            await _send(phone, page, sent, mark, tally)
        number += 1
    phone.close()


async def _shout(port: int, raw: bytes, mark: str, began: float, tally: Tally) -> None:
    """One post of the burst, on a connection of its own, its making included."""
    loop = asyncio.get_running_loop()
    _, shout = await loop.create_connection(lambda: Shout(raw), "127.0.0.1", port)
    answer = await shout.answer
    tally.burst.append(shout.answered_at - began)
    _note(answer, mark, shout.answered_at, tally)


def _write_burst(
    meeting: Meeting, port: int, numbers: Sequence[int]
) -> list[tuple[bytes, str]]:
    """Return the requests of the burst, written out, with their marks."""
    page = f"/j/{meeting.join_code}/voices"
    marks = [f"b{number:05d}n000e" for number in numbers]
    return [
        (write_post(port, page, _voice(mark, PARTIES[n % len(PARTIES)], 1 + n % 12)), mark)
        for n, mark in zip(numbers, marks, strict=True)
    ]


def _voice(mark: str, party: str, table: int) -> bytes:
    text = f"{SAYINGS[hash_of(mark) % len(SAYINGS)]} {mark}"
    told = {"text": text, "party": party, "table": table, "client_key": mark}
    return json.dumps(told, ensure_ascii=False).encode()


def hash_of(mark: str) -> int:
    """Return the same number for the same mark, in every run."""
    return sum(ord(sign) * place for place, sign in enumerate(mark, 1))


async def _send(phone: Phone, page: str, sent: bytes, mark: str, tally: Tally) -> float:
    began = time.monotonic()
    answer = await phone.ask("POST", f"{page}/voices", sent, kind="application/json")
    at = time.monotonic()
    _note(answer, mark, at, tally)
    return at - began


def _note(answer: Answer, mark: str, at: float, tally: Tally) -> None:
    tally.statuses[answer.status] += 1
    if answer.status in (200, 201):
        receipt = json.loads(answer.body)["receipt"]
        assert tally.receipts.setdefault(mark, receipt) == receipt, "two receipts for a voice"
        tally.acknowledged.setdefault(mark, at)


async def _weigh(pid: int, tally: Tally, memory: list[int], stop: asyncio.Event) -> None:
    server = psutil.Process(pid)
    while not stop.is_set():
        memory.append(server.memory_info().rss)
        tally.helpers.append(sum(each.memory_info().rss for each in server.children()))
        await asyncio.sleep(1.0)


def _count(data: Path, meeting: Meeting) -> list[str]:
    with Store.open(_settings(data)) as store:
        said = store.read(lambda conn: voices.list_of(conn, meeting.id))
    return [voice.text.rsplit(" ", 1)[1] for voice in said]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which *share* (0..1) of the values lie; 0 without any."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _report(
    wanted: argparse.Namespace,
    tally: Tally,
    shown: dict[str, float],
    memory: Sequence[int],
    kept: Sequence[str],
) -> int:
    lost = set(tally.acknowledged) - set(kept)
    doubled = [mark for mark, times in Counter(kept).items() if times > 1]
    delays = [
        shown[mark] - at
        for mark, at in tally.acknowledged.items()
        if mark in shown and mark.startswith("v")
    ]
    late = [
        shown[mark] - at
        for mark, at in tally.acknowledged.items()
        if mark in shown and mark.startswith("b")
    ]
    figures = {
        "phones": wanted.phones,
        "joining_p95_ms": 1000 * percentile(tally.joined, 0.95),
        "steady_posts": len(tally.steady),
        "steady_p50_ms": 1000 * percentile(tally.steady, 0.5),
        "steady_p95_ms": 1000 * percentile(tally.steady, 0.95),
        "burst_posts": len(tally.burst),
        "burst_p50_ms": 1000 * percentile(tally.burst, 0.5),
        "burst_p95_ms": 1000 * percentile(tally.burst, 0.95),
        "burst_max_ms": 1000 * percentile(tally.burst, 1.0),
        "acknowledged": len(tally.acknowledged),
        "kept": len(kept),
        "lost": len(lost),
        "doubled": len(doubled),
        "projector_steady_p95_s": percentile(delays, 0.95),
        "projector_steady_seen": len(delays),
        "projector_burst_p95_s": percentile(late, 0.95),
        "projector_burst_seen": len(late),
        "steady_server_cpu_s": tally.costs["steady"],
        "burst_server_cpu_s": tally.costs["burst"],
        "steady_phones_cpu_s": tally.costs["steady_phones"],
        "burst_phones_cpu_s": tally.costs["burst_phones"],
        "steady_server_queued_s": tally.costs["steady_queued"],
        "burst_server_queued_s": tally.costs["burst_queued"],
        "memory_first_mb": memory[0] / 2**20,
        "memory_most_mb": max(memory) / 2**20,
        "helpers_most_mb": max(tally.helpers) / 2**20,
        "steady_load_average": tally.loads[0],
        "steady_machine_busy_pct": tally.loads[1],
        "burst_load_average": tally.loads[2],
        "burst_machine_busy_pct": tally.loads[3],
    }
    for name, value in figures.items():
        print(
            f"{name:26} {value:10.1f}" if isinstance(value, float) else f"{name:26} {value:>10}"
        )
    print("statuses", dict(sorted(tally.statuses.items())))
    if wanted.json:
        wanted.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")
    held = not lost and not doubled and len(tally.acknowledged) == len(kept)
    print("nothing lost, nothing doubled" if held else "PROMISE BROKEN")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
