"""The addresses of council members' pages: ``/k/<code>`` and one for each candidate.

An unknown code is answered with 404, too many of them with 429; right codes are never slowed
down, so that a room behind one address can always score.  A save is a plain form; foreign web
pages are refused by the gate before they come here.  No member's number or score but one's own
is ever drawn.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from workshop_app import errors
from workshop_app.phone import asking, drawing
from workshop_app.phone.limits import Limit
from workshop_app.store import Store
from workshop_app.usecases import scoring
from workshop_app.usecases.scoring import Ballot, BallotPage

_NO_CODE = "この住所の採点用紙はありません。配られた紙の住所を、もう一度確かめてください。"
_SHUT = "まちがった住所が続いたため、しばらく開けません。1分ほど待ってからお試しください。"
_TOO_LARGE = "送られたものが大きすぎます。前のページにもどって、もう一度お試しください。"
_NO_CANDIDATE = "その候補は、この選考にありません。"
_HEADERS = {"cache-control": "no-store"}


def make_ballot_routes(open_store: Callable[[], Store]) -> list[Route]:
    """Return the routes; *open_store* gives the one open store when a page is asked for."""
    pages = _Pages(open_store)
    return [
        Route("/k/{code}", pages.overview),
        Route("/k/{code}/{candidate:int}", pages.candidate, methods=["GET", "POST"]),
    ]


class _Pages:
    """The pages of all members, over one store and one limit on wrong codes."""

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self._open_store = open_store
        self._wrong_codes = Limit(burst=20, per_second=20 / 60)

    async def overview(self, request: Request) -> Response:
        """Show all candidates."""
        found = await self._ballot(request)
        if isinstance(found, Response):
            return found
        said = "保存しました。" if "saved" in request.query_params else ""
        return _page(request, "ballot", ballot=found, said=said, state_of=_state_of)

    async def candidate(self, request: Request) -> Response:
        """Show one candidate, or save what a form says about it."""
        found = await self._ballot(request)
        if isinstance(found, Response):
            return found
        wanted = request.path_params["candidate"]
        page = next((each for each in found.pages if each.candidate_id == wanted), None)
        if page is None:
            return _refuse(request, _NO_CANDIDATE, 404)
        if request.method == "POST":
            return await self._save(request, found, page)
        said = "前の候補を保存しました。" if "saved" in request.query_params else ""
        return _candidate_page(request, found, page, said=said)

    async def _ballot(self, request: Request) -> Ballot | Response:
        code = request.path_params["code"]
        found = await run_in_threadpool(scoring.ballot_of, self._open_store(), code)
        if found is not None:
            return found
        address = request.client.host if request.client else ""
        if not self._wrong_codes.allows(address):
            return _refuse(request, _SHUT, 429)
        return _refuse(request, _NO_CODE, 404)

    async def _save(self, request: Request, ballot: Ballot, page: BallotPage) -> Response:
        try:
            form = _form(await asking.read_body(request.scope, request.receive, _TOO_LARGE))
        except asking.TooLargeError as problem:
            return _refuse(request, str(problem), 413)
        try:
            await run_in_threadpool(self._keep, form, ballot, page)
        except errors.KurumazaError as problem:
            # Read again: the scoring may have been closed in between.
            code = ballot.member.code
            now = await run_in_threadpool(scoring.ballot_of, self._open_store(), code)
            again = now or ballot
            shown = next(e for e in again.pages if e.candidate_id == page.candidate_id)
            status = 409 if isinstance(problem, errors.NotYetError) else 422
            return _candidate_page(request, again, shown, problem=str(problem), status=status)
        return RedirectResponse(_next_address(form, ballot, page), 303, headers=_HEADERS)

    def _keep(self, form: Mapping[str, str], ballot: Ballot, page: BallotPage) -> None:
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


def _state_of(page: BallotPage) -> str:
    if page.is_recused:
        return "利害関係のため採点しない"
    if page.blanks == len(page.items):
        return "まだ採点していません"
    return f"空欄が{page.blanks}つ" if page.blanks else "すべて採点しました"


def _next_address(form: Mapping[str, str], ballot: Ballot, page: BallotPage) -> str:
    """Return the next candidate's address after a save, else the overview's."""
    home = f"/k/{ballot.member.code}"
    if form.get("act") == "come_back":
        return f"{home}/{page.candidate_id}"
    ids = [each.candidate_id for each in ballot.pages]
    after = ids[ids.index(page.candidate_id) + 1 :]
    return f"{home}/{after[0]}?saved=1" if after else f"{home}?saved=1"


def _form(body: bytes) -> dict[str, str]:
    told = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in told.items()}


def _candidate_page(
    request: Request,
    ballot: Ballot,
    page: BallotPage,
    *,
    said: str = "",
    problem: str = "",
    status: int = 200,
) -> HTMLResponse:
    return _page(
        request,
        "ballot_candidate",
        status,
        ballot=ballot,
        page=page,
        said=said,
        problem=problem,
    )


def _refuse(request: Request, sentence: str, status: int) -> HTMLResponse:
    return _page(request, "refused", status, problem=sentence, text="")


def _page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
    """Return a page; ``code`` is empty, as these pages belong to no meeting's address."""
    drawn = drawing.draw(name, code="", size=asking.size_of(request), **values)
    return HTMLResponse(drawn, status, headers=_HEADERS)
