"""Write the lock files: every package, at the version that is installed here.

``requirements.lock`` holds what the application needs, ``requirements-dev.lock`` what its
tests need besides. Both are plain pip requirement files, so that pip alone installs them.
"""

import importlib.metadata as metadata
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
_HEAD = "# Written by `make lock`. Exact versions; install with pip --requirement.\n"


def main() -> int:
    """Write both files and return 0."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = closure(project["project"]["dependencies"])
    work = closure(project["dependency-groups"]["dev"])
    _write("requirements.lock", run)
    _write("requirements-dev.lock", {k: v for k, v in work.items() if k not in run})
    return 0


def closure(requirements: list[str]) -> dict[str, str]:
    """Return name and version of everything that *requirements* bring along."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(text), "") for text in requirements]
    direct = {str(requirement) for requirement, _ in waiting}
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        installed = metadata.distribution(name)
        # A local build is the same release: `2.13.0+cpu` is asked for as `2.13.0`.
        found[name] = installed.version.split("+")[0]
        if str(requirement) in direct and requirement.marker:
            found[name] += f" ; {requirement.marker}"  # some machines do without
        for wanted in ("", *sorted(requirement.extras)):
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                waiting += [(Requirement(text), wanted) for text in installed.requires or ()]
    return found


def _write(file_name: str, versions: dict[str, str]) -> None:
    lines = [f"{name}=={version}\n" for name, version in sorted(versions.items())]
    (ROOT / file_name).write_text(_HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
