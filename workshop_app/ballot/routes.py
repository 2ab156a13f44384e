"""The addresses of members' pages: ``/k/<code>`` and one for each candidate.

An unknown code is answered with 404, too many of them with 429.  A save is a plain form;
foreign web pages are refused by the gate before they come here.
"""

from collections.abc import Callable
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from workshop_app import errors
from workshop_app.ballot import drawing
from workshop_app.ballot.guard import Guard
from workshop_app.store import Store
from workshop_app.usecases import scoring
from workshop_app.usecases.scoring import Ballot, BallotPage

_MOST_BYTES = 65_536
_NO_CODE = "この住所の採点用紙はありません。配られた紙の住所を、もう一度確かめてください。"
_SHUT = "まちがった住所が続いたため、しばらく開けません。1分ほど待ってからお試しください。"
_HEADERS = {"cache-control": "no-store"}


def make_routes(open_store: Callable[[], Store]) -> list[Route]:
    """Return the routes; *open_store* gives the one open store when a page is asked for."""
    pages = _Pages(open_store)
    return [
        Route("/k/{code}", pages.overview),
        Route("/k/{code}/{candidate:int}", pages.candidate, methods=["GET", "POST"]),
    ]


class _Pages:
    """The pages of all members, over one store and one guard."""

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self._open_store = open_store
        self._guard = Guard()

    async def overview(self, request: Request) -> Response:
        """Show all candidates."""
        found = await self._ballot(request)
        if isinstance(found, Response):
            return found
        said = "保存しました。" if "saved" in request.query_params else ""
        return _html(drawing.draw_overview(found, said))

    async def candidate(self, request: Request) -> Response:
        """Show one candidate, or save what a form says about it."""
        found = await self._ballot(request)
        if isinstance(found, Response):
            return found
        wanted = request.path_params["candidate"]
        page = next((each for each in found.pages if each.candidate_id == wanted), None)
        if page is None:
            return _html(drawing.draw_refusal("その候補は、この選考にありません。"), 404)
        if request.method == "POST":
            return await self._save(request, found, page)
        said = "前の候補を保存しました。" if "saved" in request.query_params else ""
        return _html(drawing.draw_candidate(found, page, said=said))

    async def _ballot(self, request: Request) -> Ballot | Response:
        address = request.client.host if request.client else ""
        code = request.path_params["code"]
        found = await run_in_threadpool(scoring.ballot_of, self._open_store(), code)
        if found is not None:
            return found
        if self._guard.is_shut(address):
            return _html(drawing.draw_refusal(_SHUT), 429)
        self._guard.note_wrong(address)
        return _html(drawing.draw_refusal(_NO_CODE), 404)

    async def _save(self, request: Request, ballot: Ballot, page: BallotPage) -> Response:
        form = await _read_form(request)
        if form is None:
            return _html(drawing.draw_refusal("送られたものが大きすぎます。"), 413)
        try:
            await run_in_threadpool(self._keep, form, ballot, page)
        except errors.KurumazaError as problem:
            # Read again: the scoring may have been closed in between.
            code = ballot.member.code
            now = await run_in_threadpool(scoring.ballot_of, self._open_store(), code)
            again = now or ballot
            shown = next(e for e in again.pages if e.candidate_id == page.candidate_id)
            body = drawing.draw_candidate(again, shown, said=str(problem), is_wrong=True)
            return _html(body, 409 if isinstance(problem, errors.NotYetError) else 422)
        return RedirectResponse(_next_address(form, ballot, page), 303, headers=_HEADERS)

    def _keep(self, form: dict[str, str], ballot: Ballot, page: BallotPage) -> None:
        store, member = self._open_store(), ballot.member.id
        act = form.get("act", "save")
        if act in ("keep_out", "come_back"):
            scoring.keep_out(store, member, page.candidate_id, is_recused=act == "keep_out")
            return
        values = {
            item.criterion.id: form[f"c{item.criterion.id}"]
            for item in page.items
            if f"c{item.criterion.id}" in form
        }
        scoring.give(store, member, page.candidate_id, values)


def _next_address(form: dict[str, str], ballot: Ballot, page: BallotPage) -> str:
    """Return the next candidate's address after a save, else the overview's."""
    home = f"/k/{ballot.member.code}"
    if form.get("act") == "come_back":
        return f"{home}/{page.candidate_id}"
    ids = [each.candidate_id for each in ballot.pages]
    after = ids[ids.index(page.candidate_id) + 1 :]
    return f"{home}/{after[0]}?saved=1" if after else f"{home}?saved=1"


async def _read_form(request: Request) -> dict[str, str] | None:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            return None
    told = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in told.items()}


def _html(body: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(body, status, headers=_HEADERS)
