"""A crowd's voices are looked through in a process of their own, beside the one that answers.

Python computes in one thread at a time, so that every voice looked through here is time taken
from receipts.  Where the process is not ready, or gone, or late, the voices are looked through
where they came in; what is found is the same.
"""

import contextlib
import queue
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Sequence

from analysis.hazards import ScreeningLists
from workshop_app.embedders import children, frames
from workshop_app.glossary.screening_lists import screening_lists
from workshop_app.usecases import holding, receiving
from workshop_app.usecases.receiving import LookedThrough, Posted

FEWEST = 30  # voices; fewer are looked through sooner than they are sent over
_ENTRY = "from workshop_app.phone.looking import serve; serve()"
_PATIENCE = 3.0  # seconds for one batch
_FIRST = "はじめの一声"


class Looker:
    """The server's end: starts the process once, asks it, and does without it."""

    def __init__(self) -> None:
        self._answers: queue.SimpleQueue[frames.Frame | None] = queue.SimpleQueue()
        self._is_ready = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._end: Callable[[], object] | None = None

    @property
    def process_id(self) -> int | None:
        """Return the number of the process, or None while there is none to be asked."""
        return self._process.pid if self._process and self._is_ready.is_set() else None

    def _start(self) -> None:
        process = children.begin(_ENTRY)
        self._process = process
        self._end = weakref.finalize(self, children.end, process)
        threading.Thread(target=self._listen, args=(process,), daemon=True).start()

    def look_through(
        self, posts: Sequence[Posted], lists: ScreeningLists
    ) -> list[LookedThrough]:
        """Look posted voices through; nothing is read or written.

        With the first voice of the evening the process is started, to be there for a crowd;
        it is asked from the moment it says that it is ready.
        """
        if self._process is None:
            self._start()
        verdicts = None
        if len(posts) >= FEWEST and self._is_ready.is_set():
            verdicts = self._ask([each.sent.text for each in posts], lists)
        if verdicts is None:
            return receiving.look_through(posts, lists)
        return receiving.with_verdicts(posts, verdicts)

    def close(self) -> None:
        """End the process; the end of the server does it as well."""
        self._is_ready.clear()
        if self._end is not None:
            self._end()

    def _ask(self, texts: Sequence[str], lists: ScreeningLists) -> list[holding.Verdict] | None:
        """Return what was found, or None where the process is of no use any more."""
        assert self._process is not None and self._process.stdin is not None
        asked = frames.Frame({"texts": list(texts), "known": sorted(lists.known)})
        try:
            frames.write_frame(self._process.stdin, asked)
            answer = self._answers.get(timeout=_PATIENCE)
        except (OSError, ValueError, queue.Empty):
            answer = None
        if answer is None or len(answer.head["found"]) != len(texts):
            self._process.kill()  # receipts wait: it is not asked to end by itself
            self.close()
            return None
        return [(tuple(reasons), wording) for reasons, wording in answer.head["found"]]

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        with process.stdout, contextlib.suppress(OSError, ValueError):
            if frames.read_frame(process.stdout) is not None:
                self._is_ready.set()
            while (answer := frames.read_frame(process.stdout)) is not None:
                self._answers.put(answer)
        self._is_ready.clear()
        self._answers.put(None)


def serve() -> None:
    """Look voices through until the input ends; this is all the process does."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    holding.look_at(_FIRST, screening_lists())  # the dictionary is read before anybody waits
    # The server may be gone at any moment; then there is nobody left to tell.
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        frames.write_frame(sink, frames.Frame({"ready": True}))
        while (asked := frames.read_frame(source)) is not None:
            lists = screening_lists(asked.head["known"])
            found = [holding.look_at(text, lists) for text in asked.head["texts"]]
            frames.write_frame(sink, frames.Frame({"found": found}))
