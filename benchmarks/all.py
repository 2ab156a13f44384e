"""Run every benchmark that needs no peer, one after the other: `make bench`.

The comparison with other tools is `benchmarks/peers.py`; docs/benchmarks.md says how.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
OURS = HERE / "voices_labelled.csv"
RUNS = (
    ("embedding_quality.py", str(OURS)),
    ("grouping.py", "quality"),
    ("grouping.py", "labelled"),
    ("grouping.py", "stillness"),
    ("grouping.py", "speed"),
    ("grouping.py", "certainty"),
)


def main() -> int:
    """Run them all and return how many failed."""
    failed = 0
    for script, *words in RUNS:
        print(f"== {script} {' '.join(words)}", flush=True)
        done = subprocess.run([sys.executable, str(HERE / script), *words], check=False)
        failed += done.returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
