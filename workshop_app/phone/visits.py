"""One request of one phone: the meeting its code opens, its token, its limits, its answers.

A page for people and, for programs, JSON: the same verbs answer both.  Reads run in threads
of their own, so that a full hall does not keep Streamlit's pages waiting; writes wait for the
store's one writer and hold no thread.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from workshop_app import errors
from workshop_app.model import Guest
from workshop_app.phone import asking, drawing
from workshop_app.phone.boards import Boards
from workshop_app.phone.inbox import Inbox
from workshop_app.phone.limits import Limit
from workshop_app.store import Connection, Store
from workshop_app.usecases import receiving, welcoming
from workshop_app.usecases.welcoming import Entrance

T = TypeVar("T")
Answer = Callable[["Visit"], Awaitable[Response]]

_READERS = 4
_TOO_OFTEN = "続けてたくさん届いています。1分ほど待ってから、もう一度送ってください。"


class TooOftenError(errors.UnusableInputError):
    """More requests than one phone has use for."""


class House:
    """What the routes share: the store, its readers, and how often one may ask."""

    def __init__(
        self, get_store: Callable[[], Store], notice: Callable[[int], object], inbox: Inbox
    ) -> None:
        self.get_store = get_store
        self.notice = notice
        self.inbox = inbox
        self.boards = Boards()
        self.readers = ThreadPoolExecutor(_READERS, "phone-reader")
        self.by_device = Limit(burst=30, per_second=0.5)
        self.by_address = Limit(burst=6000, per_second=100)
        self.wrong_codes = Limit(burst=60, per_second=0.5)
        self.tries = Limit(burst=60, per_second=0.5)
        self.towns: dict[str, int] = {}  # which town a code belongs to; checked at each write

    def serve(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        """Return what answers a request with *answer*, or says what stands in the way."""

        async def respond(request: Request) -> Response:
            visit = Visit(request, self)
            try:
                return visit.finish(await answer(visit))
            except errors.KurumazaError as problem:
                return visit.finish(visit.refuse(problem))

        return respond

    async def read(self, work: Callable[[], T]) -> T:
        """Run *work*, which reads the store, in a thread of the phones' own."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.readers, work)

    async def entrance(self, code: str, address: str) -> Entrance:
        """Return the meeting of a code; wrong codes are not to be tried for ever.

        Raises
        ------
        NotFoundError
            The code opens nothing.
        TooOftenError
            Codes are being guessed at this address.
        """
        try:
            found = await self.read(lambda: welcoming.find_entrance(self.get_store(), code))
        except errors.NotFoundError:
            if not self.wrong_codes.allows(address):
                raise TooOftenError(_TOO_OFTEN) from None
            raise
        self.towns[code] = found.town_id
        return found

    def count_act(self, token: str | None, address: str) -> None:
        """Count one thing that a phone does.

        Raises
        ------
        TooOftenError
            It does too many.
        """
        by_device = self.by_device.allows(token) if token else True
        if not by_device or not self.by_address.allows(address):
            raise TooOftenError(_TOO_OFTEN)


class Visit:
    """One request of one phone."""

    def __init__(self, request: Request, house: House) -> None:
        self.request = request
        self.code = str(request.path_params["code"]).casefold()
        self.token = request.cookies.get(asking.COOKIE)
        self.size = asking.size_of(request)
        self.text = ""  # what was written, to be shown again where it could not be kept
        self._house = house

    @property
    def store(self) -> Store:
        """The open store."""
        return self._house.get_store()

    @property
    def address(self) -> str:
        """Where the request comes from."""
        return self.request.client.host if self.request.client else ""

    async def read(self, work: Callable[[], T]) -> T:
        """Run *work*, which reads the store, in a thread of the phones' own."""
        return await self._house.read(work)

    async def entrance(self) -> Entrance:
        """Return the meeting of the code, as :meth:`House.entrance`."""
        return await self._house.entrance(self.code, self.address)

    async def guest(self, entrance: Entrance) -> Guest | None:
        """Return this phone as it came in, or None."""
        token = self.token
        if not token:
            return None
        meeting_id = entrance.meeting.id
        return await self.read(lambda: welcoming.find_guest(self.store, meeting_id, token))

    async def write(self, work: Callable[[Connection], T], *, is_repeatable: bool = False) -> T:
        """Run *work* in one transaction and return its answer when it is on the disk."""
        town_id = self._house.towns.get(self.code)
        if town_id is None:
            town_id = (await self.entrance()).town_id
        waiting = self.store.write_later(
            work, municipality_id=town_id, is_repeatable=is_repeatable
        )
        return await asyncio.wrap_future(waiting)

    def cards_of(self, entrance: Entrance) -> receiving.Cards:
        """Return what tells the card of each voice the room sees."""
        return lambda: self._house.boards.cards(self.store, entrance)

    async def asked(self) -> asking.Asked:
        """Return the fields that were sent."""
        return await asking.read(self.request.scope, self.request.receive)

    def count_act(self) -> None:
        """Count one thing this phone does, as :meth:`House.count_act`."""
        self._house.count_act(self.token, self.address)

    def count_try(self) -> None:
        """Count one receipt number that was tried.

        Raises
        ------
        TooOftenError
            Numbers are being guessed.
        """
        if not self._house.tries.allows(self.token or self.address):
            raise TooOftenError(_TOO_OFTEN)

    def page(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401
        """Return a page with *values* in it."""
        drawn = drawing.draw(name, code=self.code, size=self.size, **values)
        return HTMLResponse(drawn, status)

    def back(self, path: str = "") -> RedirectResponse:
        """Send the browser to another page of this meeting."""
        return RedirectResponse(f"/j/{self.code}{path}", 303)

    def refuse(self, problem: errors.KurumazaError) -> Response:
        """Say what stands in the way; what was written is never thrown away."""
        status = _status_of(problem)
        if asking.wants_json(self.request.scope):
            return JSONResponse({"error": str(problem)}, status)
        is_lost = status == 404 and not self.text
        drawn = drawing.draw(
            "refused",
            code="" if is_lost else self.code,
            size=self.size,
            problem=str(problem),
            text=self.text,
        )
        return HTMLResponse(drawn, status)

    def finish(self, answer: Response) -> Response:
        """Let nothing of a phone's pages be kept by a proxy."""
        answer.headers.setdefault("cache-control", "no-store")
        return answer


def _status_of(problem: errors.KurumazaError) -> int:
    by_kind = (
        (TooOftenError, 429),
        (asking.TooLargeError, 413),
        (errors.NotFoundError, 404),
        (errors.EditConflictError, 409),
        (errors.StoreFullError, 507),
        (errors.StoreError, 503),
    )
    return next((status for kind, status in by_kind if isinstance(problem, kind)), 422)
