"""The HTML of a member's pages: large type, one candidate a screen, everything escaped.

Nothing here reads or writes; no member's name or number but one's own is ever drawn.
"""

from html import escape

from workshop_app.usecases.scoring import Ballot, BallotItem, BallotPage

_STYLE = """
*{box-sizing:border-box}
body{margin:0 auto;max-width:42rem;padding:1rem;font:1.25rem/1.7 sans-serif;color:#111;
background:#fff}
h1{font-size:1.5rem;line-height:1.4;margin:.5rem 0}
fieldset{border:2px solid #555;border-radius:.5rem;margin:1.25rem 0;padding:.5rem 1rem}
legend{font-weight:bold;padding:0 .5rem}
label{display:flex;align-items:center;gap:.75rem;min-height:3.25rem;padding:.25rem}
input[type=radio]{width:1.75rem;height:1.75rem;flex:none}
input[type=text]{font-size:1.5rem;width:8rem;min-height:3rem;padding:.25rem .5rem}
button,a.go{display:block;width:100%;min-height:3.5rem;margin:.75rem 0;padding:.75rem;
font-size:1.25rem;text-align:center;border:2px solid #14532d;border-radius:.5rem;
background:#14532d;color:#fff;text-decoration:none}
button.plain,a.plain{background:#fff;color:#14532d}
.said{border:3px solid #14532d;border-radius:.5rem;padding:.75rem;font-weight:bold}
.wrong{border-color:#991b1b;color:#991b1b}
li{margin:.5rem 0}
ol{padding:0;list-style:none}
"""


def draw_overview(ballot: Ballot, said: str = "") -> str:
    """Return the page with all candidates and how much of each is still blank."""
    rows = "".join(
        f'<li><a class="go plain" href="{_address(ballot, page)}">{escape(page.title)}<br>'
        f"{_state_of(page)}</a></li>"
        for page in ballot.pages
    )
    how = (
        "候補を1つずつ開いて、採点してください。空欄のままでもかまいません。空欄は0点になりません。"
        "締め切りまで、何度でも変えられます。"
        if ballot.is_open
        else "採点は締め切られました。入れた採点は、見るだけできます。"
    )
    return _page(
        ballot.selection.title,
        f"<h1>{escape(ballot.selection.title)}</h1>{_said(said)}"
        f"<p>あなたの採点用紙です。ほかの人には見えません。</p><p>{how}</p>{_limits(ballot)}<ol>{rows}</ol>",
    )


def draw_candidate(
    ballot: Ballot, page: BallotPage, *, said: str = "", is_wrong: bool = False
) -> str:
    """Return the page of one candidate."""
    cost = "" if page.cost_yen is None else f"<p>希望額 {page.cost_yen:,}円</p>"
    back = f'<a class="go plain" href="/k/{escape(ballot.member.code)}">一覧へもどる</a>'
    head = f"<h1>{escape(page.title)}</h1>{_said(said, is_wrong)}{cost}{_limits(ballot)}"
    if not ballot.is_open:
        return _page(page.title, head + "<p>締め切られました。</p>" + _read_only(page) + back)
    if page.is_recused:
        form = (
            "<p>利害関係があるため、この候補は採点しません。</p>"
            '<button class="plain" name="act" value="come_back">取り消して採点する</button>'
        )
    else:
        form = (
            "".join(_fieldset(item) for item in page.items)
            + '<button name="act" value="save">保存して次へ</button>'
            '<button class="plain" name="act" value="keep_out">'
            "利害関係があるので採点しない</button>"
        )
    return _page(
        page.title,
        f'{head}<form method="post" action="{_address(ballot, page)}">{form}</form>{back}',
    )


def draw_refusal(sentence: str) -> str:
    """Return a page with nothing but a sentence."""
    return _page("車座", f"<h1>車座</h1><p>{escape(sentence)}</p>")


def _address(ballot: Ballot, page: BallotPage) -> str:
    return f"/k/{escape(ballot.member.code)}/{page.candidate_id}"


def _state_of(page: BallotPage) -> str:
    if page.is_recused:
        return "利害関係のため採点しない"
    if page.blanks == len(page.items):
        return "まだ採点していません"
    return f"空欄が{page.blanks}つ" if page.blanks else "すべて採点しました"


def _limits(ballot: Ballot) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in ballot.limits())


def _said(sentence: str, is_wrong: bool = False) -> str:
    if not sentence:
        return ""
    kind = "said wrong" if is_wrong else "said"
    return f'<p class="{kind}" role="status">{escape(sentence)}</p>'


def _fieldset(item: BallotItem) -> str:
    name, legend = f"c{item.criterion.id}", f"<legend>{escape(item.criterion.name)}</legend>"
    if not item.choices:
        return (
            f'<fieldset>{legend}<label><input type="text" inputmode="decimal" name="{name}" '
            f'value="{escape(item.value)}" autocomplete="off">'
            f"0から{escape(item.criterion.most)}まで</label></fieldset>"
        )
    choices = (*item.choices, ("", "空欄のままにする"))
    rows = "".join(
        f'<label><input type="radio" name="{name}" value="{escape(value)}"'
        f"{' checked' if value == item.value else ''}>{escape(words)}</label>"
        for value, words in choices
    )
    return f"<fieldset>{legend}{rows}</fieldset>"


def _read_only(page: BallotPage) -> str:
    if page.is_recused:
        return "<p>利害関係のため採点していません。</p>"
    rows = "".join(
        f"<li>{escape(item.criterion.name)}：{escape(item.value) or '空欄'}</li>"
        for item in page.items
    )
    return f"<ol>{rows}</ol>"


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="ja"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )
