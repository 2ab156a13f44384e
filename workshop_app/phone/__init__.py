"""Light pages for residents' phones and council members': plain HTML without JavaScript.

Served by the same process as Streamlit's pages, but no phone ever opens one of those.
"""

from workshop_app.phone.ballots import make_ballot_routes
from workshop_app.phone.drawing import read_templates
from workshop_app.phone.inbox import Inbox
from workshop_app.phone.looking import Looker
from workshop_app.phone.placing import Placer
from workshop_app.phone.routes import make_asset_routes, make_routes

__all__ = [
    "Inbox",
    "Looker",
    "Placer",
    "make_asset_routes",
    "make_ballot_routes",
    "make_routes",
    "read_templates",
]
