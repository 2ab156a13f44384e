// Themes beside voices. Everything is asked of Python and nothing moves here by itself; what is
// chosen, and where the reader is, is kept here and never reset by a new drawing.
const desks = new WeakMap()
const LONE = "lone"

class Desk {
  constructor(root) {
    this.chosen = new Set()
    this.at = 0          // the voice a key speaks of
    this.node = 0        // the theme the tree's focus is on
    this.mode = ""       // "move" or "merge" while a theme is being picked
    this.cutting = null  // the id of the voice that is being cut
    this.status = element("p", "status")
    this.status.setAttribute("role", "status")
    this.bar = element("div", "bar")
    this.bar.setAttribute("role", "toolbar")
    this.bar.setAttribute("aria-label", "手直し")
    this.tree = element("ul", "tree")
    this.tree.setAttribute("role", "tree")
    this.tree.setAttribute("aria-label", "テーマ")
    this.side = element("div", "side")
    this.head = element("h2", "head")
    this.tools = element("div", "tools")
    this.list = element("ul", "voices")
    this.list.setAttribute("role", "listbox")
    this.list.setAttribute("aria-multiselectable", "true")
    this.list.setAttribute("aria-label", "声")
    this.cutter = element("div", "cutter")
    this.pager = element("div", "bar")
    this.side.append(this.head, this.tools, this.cutter, this.list, this.pager)
    const both = element("div", "both")
    both.append(this.tree, this.side)
    root.append(this.bar, this.status, both)
    this.makeBar()
    root.addEventListener("keydown", event => this.onKey(event))
    for (const kind of ["dragenter", "dragover"]) this.tree.addEventListener(kind, event => event.preventDefault())
  }

  makeBar() {
    this.back = button("もどす", "もどす。Ctrl+Zでも", () => this.ask("undo"))
    this.again = button("やり直す", "やり直す。Ctrl+Yでも", () => this.ask("redo"))
    const acts = [
      ["動かす M", "選んだ声を別のテーマへ動かす。Mキーでも", () => this.pick("move")],
      ["ひとりの声に A", "選んだ声をひとりの声にする。Aキーでも", () => this.askVoices("alone")],
      ["分けて新しいテーマに X", "選んだ声を新しいテーマに分ける。Xキーでも", () => this.askVoices("split")],
      ["同じ S", "選んだ声を「同じ」にする。Sキーでも", () => this.askVoices("same")],
      ["別のもの D", "選んだ声を「別のもの」にする。Dキーでも", () => this.askVoices("apart")],
      ["留める・はずす P", "選んだ声を留める、または留めをはずす。Pキーでも", () => this.askPin()],
      ["声を分ける C", "二つのことを言う声を、二つに分ける。Cキーでも", () => this.startCut()],
      ["テーマを合わせる G", "開いているテーマに、ほかのテーマを合わせる。Gキーでも", () => this.pick("merge")],
    ]
    this.bar.append(this.back, this.again, ...acts.map(([text, label, act]) => button(text, label, act)))
  }

  take(data, trigger) {
    const isOther = !this.data || this.data.open !== data.open || this.data.page !== data.page
    this.data = data
    this.trigger = trigger
    const here = new Set(data.voices.map(voice => voice.id))
    this.chosen = new Set([...this.chosen].filter(id => here.has(id)))
    if (isOther) { this.chosen.clear(); this.at = 0; this.cutting = null }
    if (this.cutting && !here.has(this.cutting)) this.cutting = null
    const led = data.focus && data.focus !== this.led ? data.voices.findIndex(voice => voice.id === data.focus) : -1
    this.led = data.focus
    if (led >= 0) this.at = led
    this.draw()
    if (led >= 0) this.list.children[led].scrollIntoView({ block: "nearest" })
    if (led >= 0) this.list.children[led].focus({ preventScroll: true })
  }

  draw() {
    const { back, again } = this.data
    this.back.disabled = !back
    this.again.disabled = !again
    this.back.title = back
    this.again.title = again
    this.say(this.mode === "move" ? "動かす先のテーマを選んで Enter（やめるときは Esc）"
      : this.mode === "merge" ? "合わせるテーマを選んで Enter（やめるときは Esc）"
      : this.chosen.size ? this.chosen.size + "枚を選んでいます。"
      : back ? "もどせること：" + back : "まだ手直しはありません。")
    this.drawTree()
    this.drawHead()
    this.drawVoices()
    this.drawCutter()
  }

  say(text) { set(this.status, text) }

  drawTree() {
    const themes = this.data.themes
    this.node = Math.max(0, Math.min(this.node, themes.length - 1))
    while (this.tree.children.length > themes.length) this.tree.lastChild.remove()
    themes.forEach((theme, index) => {
      if (!this.tree.children[index]) this.tree.append(this.makeNode())
      const node = this.tree.children[index], [head, line] = node.children
      node.dataset.id = theme.id
      node.draggable = theme.id !== LONE
      node.tabIndex = index === this.node ? 0 : -1
      node.setAttribute("aria-selected", String(theme.id === this.data.open))
      set(head, theme.heading)
      set(line, [theme.count + "件", ...theme.marks].join("・"))
    })
  }

  makeNode() {
    const node = element("li", "node")
    node.setAttribute("role", "treeitem")
    node.append(element("span", "name"), element("span", "line"))
    node.addEventListener("click", () => this.enter(node.dataset.id))
    node.addEventListener("dragstart", event => {
      this.dragged = { theme: node.dataset.id }
      event.dataTransfer.setData("text/plain", "theme")
      event.dataTransfer.effectAllowed = "move"
    })
    node.addEventListener("dragenter", () => node.classList.add("over"))
    node.addEventListener("dragleave", () => node.classList.remove("over"))
    node.addEventListener("drop", event => {
      event.preventDefault()
      node.classList.remove("over")
      this.drop(node.dataset.id)
    })
    return node
  }

  drop(target) {
    const dragged = this.dragged
    this.dragged = null
    if (!dragged) return
    if (dragged.voices) this.moveTo(target, dragged.voices)
    else if (dragged.theme !== target && target !== LONE) this.ask("merge", { theme: target, other: dragged.theme })
  }

  moveTo(target, voices) {
    if (target === LONE) this.ask("alone", { voices })
    else if (target !== this.data.open) this.ask("move", { voices, theme: target })
  }

  drawHead() {
    const { open, heading, voices } = this.data
    const isTheme = open && open !== LONE
    set(this.head, open ? heading : "左のテーマを選んでください")
    if (this.tools.dataset.open === String(open) + heading) return
    this.tools.dataset.open = String(open) + heading
    this.tools.replaceChildren()
    if (!isTheme) return
    const name = element("input")
    name.type = "text"
    name.value = heading
    name.setAttribute("aria-label", "見出し")
    name.addEventListener("keydown", event => {
      if (event.key === "Enter" && !event.isComposing) this.ask("rename", { theme: open, heading: name.value })
    })
    this.name = name
    this.tools.append(
      name,
      button("見出しを変える R", "見出しを変える。Rキーで欄に移る", () => this.ask("rename", { theme: open, heading: name.value })),
      button("分け方の案", "このテーマを二つに分ける案を見る", () => this.ask("suggest", { theme: open })),
    )
  }

  drawVoices() {
    const voices = this.data.voices
    this.at = Math.max(0, Math.min(this.at, voices.length - 1))
    while (this.list.children.length > voices.length) this.list.lastChild.remove()
    voices.forEach((voice, index) => {
      if (!this.list.children[index]) this.list.append(this.makeVoice(index))
      this.drawVoice(this.list.children[index], voice, index)
    })
    const { page, pages } = this.data
    this.pager.hidden = pages < 2
    if (pages > 1) this.pager.replaceChildren(
      button("まえの声", "まえの声", () => this.ask("page", { at: Math.max(0, page - 1) })),
      element("span", "", (page + 1) + " / " + pages),
      button("つぎの声", "つぎの声", () => this.ask("page", { at: Math.min(pages - 1, page + 1) })),
    )
  }

  makeVoice(index) {
    const line = element("li", "voice"), text = element("div", "text")
    line.setAttribute("role", "option")
    line.append(element("div", "who"), text, element("div", "more"))
    line.draggable = true
    line.addEventListener("click", event => {
      if (event.target.closest("button")) return
      this.at = index
      this.choose(this.data.voices[index].id)
      line.focus()
    })
    line.addEventListener("dragstart", event => {
      const id = this.data.voices[index].id
      this.dragged = { voices: this.chosen.has(id) ? [...this.chosen] : [id] }
      event.dataTransfer.setData("text/plain", "voices")
      event.dataTransfer.effectAllowed = "move"
    })
    return line
  }

  drawVoice(line, voice, index) {
    const [who, text, more] = line.children
    line.dataset.id = voice.id
    line.tabIndex = index === this.at ? 0 : -1
    line.setAttribute("aria-selected", String(this.chosen.has(voice.id)))
    const now = JSON.stringify(voice)
    if (line.dataset.now === now) return
    line.dataset.now = now
    who.replaceChildren(drawMark(voice.mark), element("span", "", voice.who))
    for (const flag of voice.flags) who.append(element("span", "flag", flag))
    set(text, voice.text)
    more.replaceChildren()
    if (voice.second) more.append(button("「" + voice.second.heading + "」へ 2", "近いほかのテーマへ動かす。2キーでも",
      () => this.ask("move", { voices: [voice.id], theme: voice.second.id })))
    if (voice.whole) {
      const whole = element("details"), name = element("summary", "", "もとの声を見る")
      whole.append(name, element("div", "text", voice.whole))
      more.append(whole)
    }
  }

  choose(id) {
    this.chosen.has(id) ? this.chosen.delete(id) : this.chosen.add(id)
    this.draw()
  }

  // The voices a key or a button speaks of: those chosen, else the one in focus.
  spoken() {
    if (this.chosen.size) return [...this.chosen]
    const here = this.data.voices[this.at]
    return here ? [here.id] : []
  }

  ask(wish, more = {}) {
    this.mode = ""
    if (wish !== "page" && wish !== "suggest" && wish !== "open") this.chosen.clear()
    this.trigger("wished", { wish, ...more, open: this.data.open, seen: this.data.number, nonce: Date.now() + Math.random() })
  }

  askVoices(wish) {
    const voices = this.spoken()
    if (voices.length) this.ask(wish, { voices, theme: this.data.open })
  }

  askPin() {
    const voices = this.spoken()
    const held = this.data.voices.find(voice => voice.id === voices[0])?.pinned
    if (voices.length) this.ask(held ? "unpin" : "pin", { voices })
  }

  enter(id) {
    if (this.mode === "move") this.moveTo(id, this.spoken())
    else if (this.mode === "merge") {
      if (id !== LONE && id !== this.data.open) this.ask("merge", { theme: this.data.open, other: id })
    } else this.ask("open", { theme: id })
    this.mode = ""
    this.node = this.data.themes.findIndex(theme => theme.id === id)
    this.draw()
  }

  pick(mode) {
    if (mode === "merge" ? !this.data.open || this.data.open === LONE : !this.spoken().length) return
    this.mode = mode
    this.draw()
    this.tree.children[this.node]?.focus()
  }

  startCut() {
    this.cutting = this.spoken()[0] || null
    this.place = null
    this.draw()
    this.cutter.querySelector("input")?.focus()
  }

  drawCutter() {
    const voice = this.data.voices.find(each => each.id === this.cutting)
    this.cutter.hidden = !voice
    if (!voice) { this.cutter.replaceChildren(); this.cutter.dataset.id = ""; return }
    if (this.cutter.dataset.id !== voice.id) this.makeCutter(voice)
    const signs = voice.text
    set(this.first, signs.slice(0, this.place))
    set(this.second, signs.slice(this.place))
  }

  makeCutter(voice) {
    const ends = voice.ends, last = voice.text.length - 1
    this.place = ends[0] || Math.ceil(voice.text.length / 2)
    this.cutter.dataset.id = voice.id
    this.first = element("div", "piece")
    this.second = element("div", "piece")
    const range = element("input")
    Object.assign(range, { type: "range", min: "1", max: String(Math.max(1, last)), value: String(this.place) })
    range.setAttribute("aria-label", "分ける場所。左右の矢印キーで動かす")
    const go = place => { this.place = whole(voice.text, place); range.value = String(this.place); this.drawCutter() }
    range.addEventListener("input", () => go(Number(range.value)))
    range.addEventListener("keydown", event => { if (event.key === "Enter") this.finishCut(voice) })
    const bar = element("div", "bar")
    bar.append(
      button("まえの切れ目", "まえの文の切れ目", () => go(ends.filter(end => end < this.place).at(-1) || this.place)),
      button("つぎの切れ目", "つぎの文の切れ目", () => go(ends.find(end => end > this.place) || this.place)),
      button("ここで分ける", "ここで分ける。Enterキーでも", () => this.finishCut(voice)),
      button("やめる", "声を分けるのをやめる。Escキーでも", () => { this.cutting = null; this.draw() }),
    )
    this.cutter.replaceChildren(element("h3", "", "どこで分けますか（ことばは変わりません）"), range, this.first, this.second, bar)
  }

  finishCut(voice) {
    const before = [...voice.text.slice(0, this.place)].length  // Python counts characters
    this.cutting = null
    this.ask("cut", { voices: [voice.id], at: before })
  }

  onKey(event) {
    if (event.isComposing || event.altKey) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    if (event.ctrlKey || event.metaKey) {
      const act = { z: () => this.ask(event.shiftKey ? "redo" : "undo"), y: () => this.ask("redo") }[key]
      if (act && !(event.composedPath()[0] instanceof HTMLInputElement && event.composedPath()[0].type === "text")) this.take_key(event, act)
      return
    }
    const from = event.composedPath()[0]
    if (key === "Escape") return this.take_key(event, () => { this.mode = ""; this.cutting = null; this.draw(); this.focusVoice() })
    if (from.closest?.("input, button, summary")) { if (key.length === 1) event.stopPropagation(); return }
    const act = from.closest?.(".node") ? this.treeKey(key) : this.voiceKey(key)
    if (act) this.take_key(event, act)
  }

  take_key(event, act) { event.preventDefault(); event.stopPropagation(); act() }

  treeKey(key) {
    const go = by => () => { this.node += by; this.drawTree(); this.tree.children[this.node]?.focus() }
    return {
      ArrowUp: go(-1), ArrowDown: go(1), Home: go(-1e6), End: go(1e6),
      ArrowRight: () => this.focusVoice(),
      Enter: () => this.enter(this.tree.children[this.node].dataset.id),
      " ": () => this.enter(this.tree.children[this.node].dataset.id),
    }[key] || this.common(key)
  }

  voiceKey(key) {
    const go = by => () => { this.at += by; this.drawVoices(); this.focusVoice() }
    const second = this.data.voices[this.at]?.second
    return {
      ArrowUp: go(-1), ArrowDown: go(1), Home: go(-1e6), End: go(1e6),
      ArrowLeft: () => this.tree.children[this.node]?.focus(),
      " ": () => this.data.voices[this.at] && this.choose(this.data.voices[this.at].id),
      2: second && (() => this.ask("move", { voices: [this.data.voices[this.at].id], theme: second.id })),
    }[key] || this.common(key)
  }

  common(key) {
    return {
      m: () => this.pick("move"), g: () => this.pick("merge"), a: () => this.askVoices("alone"),
      x: () => this.askVoices("split"), s: () => this.askVoices("same"), d: () => this.askVoices("apart"),
      p: () => this.askPin(), c: () => this.startCut(), r: () => { this.name?.focus(); this.name?.select() },
    }[key]
  }

  focusVoice() { this.list.children[this.at]?.focus() }
}

// Never between the two halves of one character.
function whole(text, place) { return /[\udc00-\udfff]/.test(text[place] || "") ? place + 1 : place }

function set(made, text) { if (made.textContent !== text) made.textContent = text }

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".desk")
  if (!root || !data) return
  let desk = desks.get(parentElement)
  if (!desk) { desk = new Desk(root); desks.set(parentElement, desk) }
  desk.take(data, setTriggerValue)
  return () => desks.delete(parentElement)
}
