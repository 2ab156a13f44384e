"""The templates of the papers: save one, put a town's own in its place, give it back."""

import streamlit as st

from workshop_app.ui import parts, shared
from workshop_app.usecases import replacing


def draw() -> None:
    """Draw one template at a time."""
    st.text(
        "町の様式に替えられます。ひな形を保存し、WordやPowerPointで直して、ここに入れてください。"
        "「{{会議名}}」のように囲んだところに、中身が入ります。"
    )
    folder, forms = shared.data_folder(), replacing.forms()
    key = parts.choose(
        st.container(), "どのひな形", list(forms), say=lambda key: forms[key].title
    )
    found = replacing.find(folder, key)
    st.caption(f"いまは、{'町のひな形' if found.is_own else 'はじめからのひな形'}です。")
    st.caption(parts.plain(f"使える名前：{'、'.join(found.form.placeholders)}"))
    st.download_button(
        "このひな形を保存する",
        found.content,
        file_name=found.name,
        mime="application/octet-stream",
        on_click="ignore",
    )
    given = st.file_uploader(
        f"町のひな形（{found.ending}）", type=[found.ending], key=f"template_{key}"
    )
    if given is not None and st.button("このひな形に替える", type="primary"):
        parts.attempt(
            lambda: replacing.take(folder, key, given.getvalue()),
            "替えました。次から、このひな形で作ります。",
        )
    if found.is_own:
        try_again = parts.attempt(lambda: replacing.check(key, found.content))
        if not try_again:
            st.caption("いまのひな形のままでは、この紙は作れません。")
        if st.button("はじめからのひな形にもどす") and parts.attempt(
            lambda: replacing.give_back(folder, key), "もどしました。"
        ):
            st.rerun()
