"""Parts of a page that Streamlit does not have: each one Python module, one script, one style.

A component shows participants' words as text only (``textContent``), keeps its place when
something new arrives, works by keyboard and by large buttons, and asks nothing of the
network. Nothing here reads the store; a page hands frozen values in and gets one out.
"""
