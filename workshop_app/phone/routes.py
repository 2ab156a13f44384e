"""The routes under ``/j/<code>``: come in, send, look up, take back, mark, print, scan.

A voice is answered only when it is on the disk.  Nothing here knows limits or threads.
"""

import secrets
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from workshop_app import errors, settings
from workshop_app.model import Consent, Guest, Party
from workshop_app.phone import asking, drawing
from workshop_app.phone.inbox import Inbox
from workshop_app.phone.posting import Letterbox
from workshop_app.phone.visits import Answer, House, Visit
from workshop_app.store import Connection, Store
from workshop_app.usecases import marking, receiving, welcoming
from workshop_app.usecases.welcoming import Entrance

_A_DAY = 86_400  # seconds


def make_routes(
    get_store: Callable[[], Store],
    notice: Callable[[int], object] = lambda workshop_id: None,
    inbox: Inbox | None = None,
) -> list[Route]:
    """Return the routes of the phone pages.

    Parameters
    ----------
    get_store : returns the open store; asked at each request.
    notice : hears of each workshop that got a new voice; it must return at once.
    inbox : keeps voices; one of its own where none is given.
    """
    house = House(get_store, notice, inbox or Inbox(get_store))
    by_path: list[tuple[str, Answer, str]] = [
        ("", _welcome, "GET"),
        ("/join", _join, "POST"),
        ("/r/{number}", _show_receipt, "GET"),
        ("/find", _find, "GET"),
        ("/withdraw", _withdraw, "POST"),
        ("/restore", _restore, "POST"),
        ("/marks", _show_marks, "GET"),
        ("/marks", _mark, "POST"),
        ("/paper", _show_paper, "GET"),
        ("/qr.svg", _show_qr, "GET"),
        ("/size/{size}", _set_size, "GET"),
    ]
    pages = [
        Route(f"/j/{{code}}{path}", house.serve(answer), methods=[method])
        for path, answer, method in by_path
    ]
    # The first to be looked at, for a full hall sends it.
    return [Route("/j/{code}/voices", Letterbox(house), methods=["POST"]), *pages]


def make_asset_routes() -> list[Route]:
    """Return the routes of the files that the phone pages are drawn with."""
    return [
        Route(f"/assets/{name}", _sender(name, kind))
        for name, kind in (
            ("phone.css", "text/css"),
            ("phone.js", "text/javascript"),
            ("paper.css", "text/css"),
        )
    ]


def _sender(name: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    async def send(request: Request) -> Response:
        del request
        return FileResponse(
            drawing.FILES / name, media_type=kind, headers={"cache-control": "no-cache"}
        )

    return send


async def _welcome(visit: Visit) -> Response:
    entrance = await visit.entrance()
    guest = await visit.guest(entrance)
    asked = visit.request.query_params
    party, table = (guest.party, guest.table_number) if guest else (None, None)
    if "party" in asked and party is None:  # a phone that keeps no cookies
        party, table = asking.party_of(asked["party"]), asking.table_of(asked.get("table"))
    if party is None or "change" in asked:
        return visit.page(
            "welcome",
            meeting=entrance.meeting,
            mark=entrance.mark,
            tables=[each.number for each in entrance.tables],
            party=party.value if party else "",
            table=table,
            problem="",
        )
    return await _writing_page(visit, entrance, guest, party, table)


async def _writing_page(
    visit: Visit, entrance: Entrance, guest: Guest | None, party: Party, table: int | None
) -> Response:
    cards = visit.cards_of(entrance)
    stories = (
        await visit.read(lambda: receiving.own_stories(visit.store, guest.id, cards))
        if guest
        else []
    )
    return visit.page(
        "write",
        meeting=entrance.meeting,
        mark=entrance.mark,
        party=party,
        table=table,
        text="",
        kind="",
        consent=Consent.TOWN.value,
        default_consent=Consent.TOWN,
        key=secrets.token_hex(16),
        marking=entrance.door.is_marking_open,
        stories=stories,
        problem="",
    )


async def _join(visit: Visit) -> Response:
    visit.count_act()
    asked = (await visit.asked()).fields
    party, table = asking.party_of(asked.get("party")), asking.table_of(asked.get("table"))
    token = visit.token or welcoming.draw_token()
    code = visit.code
    await visit.write(
        lambda conn: welcoming.come_in(conn, code, token, party=party, table_number=table)
    )
    answer = visit.back(f"?party={party.value}&table={table or ''}")
    answer.set_cookie(
        asking.COOKIE,
        token,
        max_age=_A_DAY,
        path=f"/j/{visit.code}",
        httponly=True,
        samesite="lax",
    )
    return answer


async def _show_receipt(visit: Visit) -> Response:
    entrance = await visit.entrance()
    number = str(visit.request.path_params["number"])
    return await _receipt_page(visit, entrance, number)


async def _receipt_page(visit: Visit, entrance: Entrance, number: str) -> Response:
    meeting_id, cards = entrance.meeting.id, visit.cards_of(entrance)
    story = await visit.read(
        lambda: receiving.find_story(visit.store, meeting_id, number, cards)
    )
    is_new = "new" in visit.request.query_params
    return visit.page(
        "receipt", meeting=entrance.meeting, mark=entrance.mark, story=story, is_new=is_new
    )


async def _find(visit: Visit) -> Response:
    entrance = await visit.entrance()
    written = visit.request.query_params.get("receipt", "")
    problem = ""
    if written:
        visit.count_try()
        try:
            return await _receipt_page(visit, entrance, written)
        except errors.NotFoundError as missing:
            problem = str(missing)
    return visit.page(
        "find", meeting=entrance.meeting, mark=entrance.mark, written=written, problem=problem
    )


async def _withdraw(visit: Visit) -> Response:
    return await _change_voice(visit, receiving.withdraw)


async def _restore(visit: Visit) -> Response:
    return await _change_voice(visit, receiving.restore)


async def _change_voice(visit: Visit, act: Callable[[Connection, str, str], None]) -> Response:
    visit.count_act()
    visit.count_try()
    asked = await visit.asked()
    await visit.entrance()
    code, number = visit.code, str(asked.fields.get("receipt") or "")
    await visit.write(lambda conn: act(conn, code, number), is_repeatable=True)
    if asked.is_json:
        return JSONResponse({"receipt": number})
    return visit.back(f"/r/{number}")


async def _show_marks(visit: Visit) -> Response:
    entrance = await visit.entrance()
    guest = await visit.guest(entrance)
    if guest is None:
        return visit.back()
    card = await visit.read(lambda: marking.look(visit.store, entrance.meeting.id, guest))
    return visit.page(
        "marks", meeting=entrance.meeting, mark=entrance.mark, card=card, problem=""
    )


async def _mark(visit: Visit) -> Response:
    visit.count_act()
    asked = (await visit.asked()).fields
    entrance = await visit.entrance()
    guest = await visit.guest(entrance)
    if guest is None or visit.token is None:
        return visit.back()
    card = await visit.read(lambda: marking.look(visit.store, entrance.meeting.id, guest))
    shown = frozenset(choice.theme_id for choice in card.choices)
    written = str(asked.get("theme") or "")
    theme_id = int(written) if written.isascii() and written.isdigit() else 0
    code, token, is_on = visit.code, visit.token, str(asked.get("on")) == "1"
    try:
        await visit.write(
            lambda conn: marking.mark(conn, code, token, theme_id, is_on=is_on, shown=shown)
        )
    except errors.UnusableInputError as problem:
        return visit.page(
            "marks",
            422,
            meeting=entrance.meeting,
            mark=entrance.mark,
            card=card,
            problem=str(problem),
        )
    return visit.back("/marks")


async def _show_paper(visit: Visit) -> Response:
    entrance = await visit.entrance()
    asked = asking.table_of(visit.request.query_params.get("table"))
    known: list[int | None] = [each.number for each in entrance.tables]
    numbers = [asked] if asked else known or [None]
    day = entrance.meeting.held_on
    return visit.page(
        "paper",
        meeting=entrance.meeting,
        mark=entrance.mark,
        numbers=numbers,
        day=f"{day.year}年{day.month}月{day.day}日",
    )


async def _show_qr(visit: Visit) -> Response:
    await visit.entrance()
    base = visit.request.base_url
    place = welcoming.place_for_phones(base.netloc, settings.shared_names())
    picture = welcoming.draw_qr(f"{base.scheme}://{place}/j/{visit.code}")
    return Response(picture, media_type="image/svg+xml")


async def _set_size(visit: Visit) -> Response:
    size = str(visit.request.path_params["size"])
    answer = visit.back()
    if size in asking.SIZES:
        answer.set_cookie(
            asking.SIZE_COOKIE, size, max_age=_A_DAY, path="/j", httponly=True, samesite="lax"
        )
    return answer
