"""The ASGI application: Streamlit's pages, the assets they need, and ``/healthz``.

One process and one port for everything. This module opens nothing at import;
:func:`make_app` is called by ``kurumaza serve``.
"""

import asyncio
import gc
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from analysis import screening
from workshop_app import phone, places
from workshop_app.gate import HostGate, JapaneseShell, LightLane
from workshop_app.glossary.screening_lists import screening_lists
from workshop_app.store import Store
from workshop_app.usecases import enriching, examining, theming

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_YEAR = "public, max-age=31536000, immutable"


def make_app(hosts: Sequence[str] = LOOPBACK) -> st.App:
    """Return the application; it answers only to the names in *hosts*."""
    looker = phone.Looker()
    inbox = phone.Inbox(_store, looker.look_through)
    placer = phone.Placer(_settle, is_busy=lambda: inbox.is_busy)
    light = [
        *phone.make_routes(_store, placer.notice, inbox),
        *phone.make_ballot_routes(_store),
    ]
    return st.App(
        places.ENTRY,
        lifespan=partial(_open_and_close, placer, inbox, looker),
        routes=[
            Route("/healthz", _tell_health),
            Route("/assets/vis-network.min.js", _send_network_library),
            *phone.make_asset_routes(),
        ],
        middleware=[
            Middleware(HostGate, hosts=hosts),
            Middleware(JapaneseShell),
            Middleware(LightLane, routes=light),
        ],
    )


@asynccontextmanager
async def _open_and_close(
    placer: phone.Placer, inbox: phone.Inbox, looker: phone.Looker, app: st.App
) -> AsyncIterator[dict[str, Any]]:
    """Migrate and open the store before the first page, and close it after the last."""
    del app
    # Imported only now: before Streamlit runs, its caches would complain on the console.
    from workshop_app.ui import shared

    shared.store()
    shared.embedder()
    shared.hall().is_crowded = inbox.is_crowded
    warming = asyncio.create_task(asyncio.to_thread(_warm_up))
    try:
        yield {}
    finally:
        await asyncio.gather(warming, return_exceptions=True)
        placer.close()
        looker.close()
        shared.close()


def _warm_up() -> None:
    """Do beforehand what the first voices would otherwise wait for.

    Then everything that is there is set aside from the garbage collector: to walk through
    the libraries' objects once stops all threads for half a second.
    """
    from workshop_app.ui import capture, desk, frame, projecting, shared

    del capture, desk, frame, projecting
    phone.read_templates()
    screening.screen("はじめの一声", screening_lists())
    encoder = shared.embedder()
    if not encoder.must_be_waited_for:
        enriching.for_grouping(encoder.encode(["はじめの一声"]), encoder)
    gc.collect()
    gc.freeze()


def _store() -> Store:
    """Return the open store; asked for only while the server runs."""
    from workshop_app.ui import shared

    return shared.store()


def _settle(workshop_id: int) -> None:
    """Give the voices that came from phones their place under a theme."""
    from workshop_app.ui import shared

    theming.settle(shared.store(), workshop_id, shared.embedder(), is_hall_sending=True)


async def _tell_health(request: Request) -> JSONResponse:
    """Say that the store answers and which model is at work."""
    del request
    from workshop_app.ui import shared

    status = shared.embedder().status
    is_well = await run_in_threadpool(examining.answers, shared.store())
    said = {
        "status": "ok" if is_well else "store unavailable",
        "model": status.name,
        "model_state": status.state.value,
    }
    return JSONResponse(said, 200 if is_well else 503)


async def _send_network_library(request: Request) -> Response:
    """Send the copy of vis-network that the installed pyvis package carries."""
    del request
    from workshop_app import figures

    return FileResponse(
        figures.vis_library(), media_type="text/javascript", headers={"Cache-Control": _YEAR}
    )


def lan_names() -> tuple[str, ...]:
    """Return the names and addresses under which others on the local network find us."""
    own = socket.gethostname().casefold()
    found = {own, f"{own.removesuffix('.local')}.local"}  # the second is asked of neighbours
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # A datagram socket sends nothing when it is connected; it only picks the
            # interface. The address is one reserved for documentation.
            probe.connect(("192.0.2.1", 9))
            found.add(str(probe.getsockname()[0]))
        except OSError:
            pass
    return tuple(sorted(found))
