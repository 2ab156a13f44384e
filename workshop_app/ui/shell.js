// The frame's own few words in Japanese. Only what the frame itself wrote is put into other
// words: whole texts that are known, and never inside what shows people's words.
(() => {
  const LABELS = {
    "Sidebar": "メニュー", "Collapse sidebar": "メニューをたたむ", "Expand sidebar": "メニューをひらく",
    "App pages": "画面の一覧", "Open": "一覧をひらく", "Link to heading": "この見出しの場所", "Close": "とじる",
    "Decrement": "1つへらす", "Increment": "1つふやす", "Choose date": "暦からえらぶ", "file upload": "ファイルをえらぶ",
    "Choose an option": "えらんでください", "Previous month": "前の月", "Next month": "次の月", "Dismiss": "とじる",
    "Show/hide columns": "列をえらぶ", "Search": "さがす", "Fullscreen": "大きく見る", "Close fullscreen": "もとの大きさにもどす",
    "Copy to clipboard": "写しとる", "Clear value": "消す", "Type to search": "さがすことばを入れてください",
    "Remove file": "このファイルをはずす",
  }
  const WORDS = {
    ...LABELS,
    "Skip to main content": "本文へ", "Upload": "ファイルをえらぶ", "No results": "見つかりません", "No options": "えらべるものがありません",
    "Drag and drop file here": "ここにファイルを置いてもかまいません", "Browse files": "ファイルをえらぶ",
    "Sort ascending": "小さい順", "Sort descending": "大きい順", "Autosize": "幅をあわせる", "Pin column": "列をとめる",
    "Unpin column": "列をとめない", "Hide column": "列をかくす", "Statistics": "数のまとめ", "Select all": "ぜんぶえらぶ",
    "Connection error": "つながりが切れました", "Connecting": "つなぎなおしています", "Running": "うごいています", "Running...": "うごいています",
    "Stop": "とめる", "Rerun": "もう一度", "yyyy": "年", "mm": "月", "dd": "日",
    "streamlit run yourscript.py": "打った声は、この画面の中に残っています",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "矢印キーで日をえらび、Enterで決めます。Escでとじます。",
  }
  const SENTENCES = [
    [/^Is Streamlit still running\?.*$/, "黒い窓が閉じていないか、見てください。開けなおすと、ひとりでにつながります。この画面は閉じないでください。"],
    [/^(?:Streamlit server is not responding|Connection failed|Connection timed out|No response received).*$/, "つながりを待っています。この画面は閉じないでください。"],
    [/^(\d+)MB per file$/, "1つ$1MBまで"],
    [/^File must be (\d+(?:\.\d+)?)MB or smaller\.$/, "ファイルが大きすぎます。$1MBまでに分けてください。"],
    [/^Press (⌘|Ctrl)\+Enter to .*$/, "$1+Enterでも送れます"],
    [/^Press Enter to .*$/, "Enterでも送れます"],
    [/^(\d+) options? available\.$/, "$1個からえらべます。"],
    [/^year, (.*)$/, "$1の年"], [/^month, (.*)$/, "$1の月"], [/^day, (.*)$/, "$1の日"],
    [/^Choose date, (.*)$/, "暦からえらぶ。$1"],
    [/^Selected Date: .*$/, ""],
    [/^Remove (.*)$/, "$1 をはずす"],
  ]
  const PEOPLE = '[data-testid="stText"], [data-testid="stMarkdownContainer"], [data-testid="stFileUploaderFileName"], [role="option"], [role="gridcell"], [data-testid="stTable"], textarea, input, script, style'
  const HOUSE = '[data-testid="stFileUploaderDropzone"] button, [data-testid="stStatusWidget"] button'
  const MARKS = ["aria-label", "placeholder", "title"]

  function say(text, known) {
    const bare = text.trim()
    if (Object.hasOwn(known, bare)) return known[bare]
    for (const [pattern, japanese] of SENTENCES) if (pattern.test(bare)) return bare.replace(pattern, japanese)
    return text
  }

  function readText(node) {
    const around = node.parentElement
    if (!/[A-Za-z]{2}/.test(node.data) || (around?.closest(PEOPLE) && !around.closest(HOUSE))) return
    const said = say(node.data, WORDS)
    if (said !== node.data) node.data = said
  }

  function readMarks(made) {
    for (const mark of MARKS) {
      const now = made.getAttribute(mark)
      if (!now || !/[A-Za-z]{2}/.test(now)) continue
      const said = say(now, LABELS)
      if (said !== now) made.setAttribute(mark, said)
    }
  }

  // A table wider than a phone is moved sideways with the arrow keys, too: its frame takes the focus.
  function letFocus(made) {
    for (const table of made.matches("table") ? [made] : made.querySelectorAll("table"))
      if (table.closest('[data-testid="stTable"]')) table.parentElement.tabIndex = 0
  }

  function read(node) {
    if (node.nodeType === Node.TEXT_NODE) { readText(node); return }
    if (node.nodeType !== Node.ELEMENT_NODE) return
    readMarks(node)
    letFocus(node)
    const walk = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) walk.currentNode.nodeType === Node.TEXT_NODE ? readText(walk.currentNode) : readMarks(walk.currentNode)
  }

  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(read)
      else if (change.type === "characterData") readText(change.target)
      else readMarks(change.target)
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: MARKS })
})()
