"""The application's end of the worker process: starts it, asks it, and does without it.

The web process never imports torch.  The built-in model computes here, with the same vectors,
until somebody waits for its worker: a hall never pays for torch.  While that worker warms up,
and if it dies, the built-in model computes here as well.  A folder's model has its worker from
the start.
"""

import contextlib
import queue
import subprocess
import threading
import weakref
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from workshop_app import errors
from workshop_app.embedders import children, frames
from workshop_app.embedders.contract import Embedder, ModelState, ModelStatus

Progress = Callable[[int, int], None]

_ENTRY = "from workshop_app.embedders.worker import serve; serve()"
_BATCH = 256
_PATIENCE = 60.0  # seconds for one batch, if the built-in model can step in
_GONE = "モデルの計算が途中で止まりました。もう一度お試しください。"


class _Line:
    """What is known of the worker; filled by the thread that listens to it."""

    def __init__(self) -> None:
        self.settled = threading.Event()  # ready, or never going to be
        self.told: dict[str, str] = {}
        self.problem: str | None = None
        self.answers: queue.SimpleQueue[frames.Frame | None] = queue.SimpleQueue()

    def listen(self, process: "subprocess.Popen[bytes]") -> None:
        """Take in what the worker says until it is gone."""
        assert process.stdout is not None
        with process.stdout:
            self._listen(process)

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        first = self._next(process)
        if first is None or "error" in first.head:
            self.problem = first.head["error"] if first else _GONE
        else:
            self.told = first.head
        self.settled.set()
        while self.problem is None:
            answer = self._next(process)
            if answer is None:
                self.problem = _GONE
            self.answers.put(answer)

    def _next(self, process: "subprocess.Popen[bytes]") -> frames.Frame | None:
        assert process.stdout is not None
        try:
            return frames.read_frame(process.stdout)
        except (OSError, ValueError):
            return None


class WorkerEmbedder:
    """A model in a worker process; with *stand_in* it answers at once and always.

    Without a stand-in the worker starts at once; with one, when somebody waits until it is
    ready.

    Parameters
    ----------
    model
        ``"default"`` or the absolute path of a folder.
    name
        What the model is called until the worker says so itself.
    stand_in
        A model of the same vectors that computes here while the worker cannot.
    notice
        What people must know about it, in Japanese.
    """

    def __init__(
        self, model: str, name: str, stand_in: Embedder | None = None, notice: str = ""
    ) -> None:
        self._name = name
        self._notice = notice
        self._stand_in = stand_in
        self._model = model
        self._line = _Line()
        self._asking = threading.Lock()
        self._asked = 0
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._close: weakref.finalize[..., WorkerEmbedder] | None = None
        if stand_in is None:
            self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        """Start the worker unless it runs already."""
        with self._starting:
            if self._process is None:
                self._process = _start_worker(self._model)
                self._close = weakref.finalize(self, _end_worker, self._process)
                threading.Thread(
                    target=self._line.listen,
                    args=(self._process,),
                    name="model-worker",
                    daemon=True,
                ).start()
            return self._process

    @property
    def name(self) -> str:
        """Return the model's name."""
        return self._line.told.get("name", self._name)

    @property
    def fingerprint(self) -> str:
        """Return the model's fingerprint, waiting for the worker if only it knows.

        Raises
        ------
        ModelUnavailableError
            The worker could not load the model.
        """
        if self._stand_in is not None:
            return self._stand_in.fingerprint
        self.wait_until_ready()
        return self._line.told["fingerprint"]

    @property
    def process_id(self) -> int | None:
        """Return the worker's process number, or ``None`` while there is no need of one."""
        return self._process.pid if self._process else None

    @property
    def status(self) -> ModelStatus:
        """Return who computes at the moment, with the line for the screen."""
        if self._process is None:
            state = ModelState.READY
        elif not self._line.settled.is_set():
            state = ModelState.WARMING
        else:
            state = ModelState.FALLBACK if self._line.problem else ModelState.READY
        return ModelStatus(state, self.name, self._tell(state), self._notice)

    @property
    def must_be_waited_for(self) -> bool:
        """Tell that the model is being loaded, and that nothing stands in for it."""
        return self._stand_in is None and not self._line.settled.is_set()

    @property
    def is_lost(self) -> bool:
        """Tell that the model cannot compute, and that nothing stands in for it."""
        return self._stand_in is None and self._line.problem is not None

    def _tell(self, state: ModelState) -> str:
        if state is ModelState.READY:
            return f"{self.name}で計算しています"
        if self._stand_in is None:
            waiting = state is ModelState.WARMING
            return (
                f"準備中：{self.name}を読み込んでいます" if waiting else str(self._line.problem)
            )
        if state is ModelState.WARMING:
            return f"準備中：{self._stand_in.name}で計算しています"
        return f"{self._stand_in.name}で計算しています（簡易動作。結果は同じです）"

    def wait_until_ready(self, timeout: float | None = None) -> None:
        """Return once the worker has its model; it is started if it was not needed before.

        Raises
        ------
        ModelUnavailableError
            It cannot load it, or *timeout* seconds were not enough.
        """
        self._start()
        if not self._line.settled.wait(timeout):
            raise errors.ModelUnavailableError(f"{self.name}の準備がまだ終わっていません。")
        if self._line.problem:
            raise errors.ModelUnavailableError(self._line.problem)

    def encode(
        self, texts: Sequence[str], on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Return one unit vector for each text; *on_progress* hears texts done and in all.

        Raises
        ------
        ModelUnavailableError
            The worker cannot answer and no model stands in.
        """
        if self._stand_in is not None and not self._is_at_work:
            return self._stand_in.encode(texts)
        try:
            return self._ask_all(texts, on_progress)
        except errors.ModelUnavailableError:
            if self._stand_in is None:
                raise
            return self._stand_in.encode(texts)

    @property
    def _is_at_work(self) -> bool:
        return self._process is not None and self.status.state is ModelState.READY

    def close(self) -> None:
        """End the worker; the end of the application does it as well."""
        if self._close is not None:
            self._close()

    def _ask_all(
        self, texts: Sequence[str], on_progress: Progress | None
    ) -> NDArray[np.float32]:
        self.wait_until_ready()
        parts = []
        for start in range(0, max(len(texts), 1), _BATCH):  # no text is one empty batch
            batch = list(texts[start : start + _BATCH])
            parts.append(self._ask(batch))
            if on_progress is not None:
                on_progress(start + len(batch), len(texts))
        return np.concatenate(parts)

    def _ask(self, batch: list[str]) -> NDArray[np.float32]:
        sink = self._start().stdin
        with self._asking:
            self._asked += 1
            assert sink is not None
            try:
                head = {"id": self._asked, "texts": batch}
                frames.write_frame(sink, frames.Frame(head))
            except (OSError, ValueError) as error:
                raise errors.ModelUnavailableError(_GONE) from error
            answer = self._wait_for_answer()
        if "error" in answer.head:
            raise errors.ModelUnavailableError(answer.head["error"])
        found = np.frombuffer(answer.body, "<f4").astype(np.float32)
        return found.reshape(len(batch), answer.head["columns"])

    def _wait_for_answer(self) -> frames.Frame:
        """Return the answer to the latest question; a late one to an earlier is passed over."""
        patience = None if self._stand_in is None else _PATIENCE
        while True:
            try:
                answer = self._line.answers.get(timeout=patience)
            except queue.Empty:
                answer = None
            if answer is None:
                raise errors.ModelUnavailableError(_GONE)
            if answer.head["id"] == self._asked:
                return answer


def _start_worker(model: str) -> "subprocess.Popen[bytes]":
    process = children.begin(_ENTRY)
    assert process.stdin is not None
    with contextlib.suppress(OSError):  # died at once: the listener will find out
        frames.write_frame(process.stdin, frames.Frame({"model": model}))
    return process


def _end_worker(process: "subprocess.Popen[bytes]") -> None:
    """End the worker, also one still warming up, and close what it wrote to."""
    children.end(process)
    if process.stdout is not None:
        process.stdout.close()
