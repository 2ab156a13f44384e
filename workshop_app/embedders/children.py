"""Processes of our own beside the application: begun with one line of Python, ended kindly."""

import contextlib
import subprocess
import sys

from workshop_app import places


def begin(entry: str) -> "subprocess.Popen[bytes]":
    """Start a process that runs *entry* and talks over its pipes; complaints are dropped."""
    return subprocess.Popen(
        [sys.executable, "-c", entry],
        cwd=places.CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def end(process: "subprocess.Popen[bytes]") -> None:
    """Close the input of the process, by which it ends; one that does not is stopped."""
    with contextlib.suppress(OSError):
        if process.stdin is not None:
            process.stdin.close()
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
