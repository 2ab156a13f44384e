"""Lets ``python -m workshop_app`` do what the ``kurumaza`` command does."""

import sys

from workshop_app.cli import main

if __name__ == "__main__":
    sys.exit(main())
