// The wall: one message a screen. Elements are kept and their words changed, so nothing flickers
// and no card moves. The keys of a presenter's remote walk through everything in one order; what
// they choose is told to the server, and what the desk chooses is followed.
const walls = new WeakMap()
const STOPS = ["question", "timer", "themes", "lone", "balance", "sheets", "closing"]
const PATIENCE = 4000 // milliseconds until an unanswered choice of ours gives way to the desk's

class Wall {
  constructor(root) {
    this.root = root
    this.state = null
    this.here = 0           // the voice on this screen that a key would take off
    this.leaving = new Set() // voices just taken off, until the server leaves them out
    this.pending = null
    this.question = element("h1", "question")
    this.only = element("p", "only")
    this.only.setAttribute("role", "status")
    this.body = element("div", "body")
    this.where = element("span", "where")
    this.where.setAttribute("role", "status")
    this.notice = element("p", "notice")
    this.cover = element("div", "cover")
    this.cover.setAttribute("aria-label", "画面を暗くしています。Bキーでもどります")
    this.all = button("テーマにもどる", "テーマの一覧にもどる。Escキーでも", () => this.choose({ view: "themes" }))
    this.off = button("この声を消す", "枠のついた声を画面から消す。Xキーでも", () => this.hide())
    const foot = element("div", "foot")
    foot.append(
      button("← まえ", "まえへ。左矢印キーでも", () => this.turn(-1)), this.where,
      button("つぎ →", "つぎへ。右矢印キーでも", () => this.turn(1)), this.all, this.off, this.notice,
    )
    root.append(this.question, this.only, this.body, foot, this.cover)
    this.views = {}
    this.clock = new Clock("great")
    this.onKeyDown = event => this.onKey(event)
    window.addEventListener("keydown", this.onKeyDown)
  }

  take(data, trigger) {
    this.data = data
    this.trigger = trigger
    const shown = new Set([...data.themes, ...data.lone].flat().flatMap(card => card.shown.map(voice => voice.id)))
    this.leaving = new Set([...this.leaving].filter(id => shown.has(id)))
    const told = data.state
    if (this.pending && (told.mark === this.pending.mark || performance.now() > this.pending.until)) this.pending = null
    if (!this.state || !this.pending) this.state = { ...told }
    this.draw()
  }

  // Something is chosen here: shown at once, and told.
  choose(wanted) {
    const mark = Array.from(crypto.getRandomValues(new Uint8Array(9)), byte => byte.toString(16).padStart(2, "0")).join("")
    this.state = { ...this.state, ...(wanted.view && !("page" in wanted) ? { page: 0 } : {}), ...wanted, mark }
    if (this.state.view !== "theme") this.state.theme = null
    if ("view" in wanted || "page" in wanted) this.here = 0
    this.pending = { mark, until: performance.now() + PATIENCE }
    const { view, theme, page, blank, palette, percent, ruby } = this.state
    this.trigger("moved", { view, theme, page, blank, palette, percent, ruby, mark })
    this.draw()
  }

  pagesOf(view) {
    if (view === "theme") return this.screens()
    if (view === "themes" || view === "lone") return this.listOf(view)
    if (view === "sheets") return this.data.sheets
    if (view === "timer") return this.data.clock ? [1] : []
    return [1]
  }

  // While no theme has formed yet, the lone voices stand in its place.
  listOf(view) { return view === "themes" && !this.data.themes.length ? this.data.lone : this.data[view] }

  // The stops that have something to show; the themes are always one.
  stops() {
    const none = !this.data.themes.length
    return STOPS.filter(view => view === "themes" || (!(none && view === "lone") && this.pagesOf(view).length))
  }

  turn(by) {
    const { view, page } = this.state, count = this.pagesOf(view).length
    if (page + by >= 0 && page + by < count) { this.choose({ page: page + by }); return }
    if (view === "theme") { this.choose({ view: this.card()?.lone ? "lone" : "themes", page: this.pageOf(this.state.theme) }); return }
    const stops = this.stops(), at = stops.indexOf(view), to = stops[(at < 0 ? stops.indexOf("themes") : at) + by]
    if (to) this.choose({ view: to, page: by > 0 ? 0 : Math.max(0, this.pagesOf(to).length - 1) })
  }

  cards() { return [...this.data.themes, ...this.data.lone].flat() }
  card() { return this.cards().find(card => card.id === this.state.theme) }
  pageOf(id) {
    const found = list => list.findIndex(page => page.some(card => card.id === id))
    return Math.max(0, found(this.data.themes), found(this.data.lone))
  }

  // The screens of the open theme's voices, without what was just taken off.
  screens() {
    const shown = this.card()?.shown || []
    return (this.card()?.screens || [])
      .map(ids => shown.filter(voice => ids.includes(voice.id) && !this.leaving.has(voice.id)))
      .filter(screen => screen.length)
  }

  draw() {
    const { state } = this
    if (state.view === "theme" && !this.card()) { state.view = "themes"; state.theme = null; state.page = 0 }
    const pages = this.pagesOf(state.view)
    state.page = Math.max(0, Math.min(state.page, pages.length - 1))
    this.root.dataset.palette = state.palette
    this.root.dataset.view = state.view
    this.root.style.setProperty("--scale", String(state.percent / 100))
    this.cover.hidden = !state.blank
    set(this.question, this.data.question)
    set(this.notice, this.data.notice)
    set(this.only, this.data.only || "")
    this.only.hidden = !this.data.only
    set(this.where, pages.length > 1 ? (state.page + 1) + " / " + pages.length : "")
    this.all.hidden = this.off.hidden = state.view !== "theme"
    const drawn = { question: "drawQuestion", timer: "drawTimer", themes: "drawCards", lone: "drawCards", theme: "drawVoices", balance: "drawBalance", sheets: "drawSheet", closing: "drawClosing" }[state.view] || "drawCards"
    this[drawn]()
  }

  view(name, make) {
    if (!this.views[name]) this.views[name] = make()
    return this.views[name]
  }

  // A word of the house, with its readings above it where the room wants them.
  name(word) {
    const made = this.view("name", () => element("h2", "name")), pairs = this.data.words[word]
    const now = word + (this.state.ruby && pairs ? " よみ" : "")
    made.hidden = !word
    if (made.dataset.now === now) return made
    made.dataset.now = now
    made.replaceChildren(...this.ruby(word))
    return made
  }

  ruby(word) {
    const pairs = this.state.ruby && this.data.words[word]
    if (!pairs) return [word]
    return pairs.map(([base, reading]) => {
      if (!reading) return base
      const made = element("ruby", "", base)
      made.append(element("rt", "", reading))
      return made
    })
  }

  drawQuestion() {
    const big = this.view("big", () => element("p", "big"))
    set(big, this.data.question)
    this.fill([this.name("今日の問い"), big])
  }

  drawTimer() {
    const told = this.data.clock
    if (!told) { this.fill([this.name("残り時間"), this.none("いま動いている時計はありません。")]); return }
    const step = this.view("step", () => element("h2", "name")), next = this.view("next", () => element("p", "next"))
    set(step, told.step)
    set(next, told.following ? "つぎ：" + told.following : "")
    this.clock.take(told)
    this.fill([told.step ? step : this.name(told.title), this.clock.root, next])
  }

  drawCards() {
    const lone = this.state.view === "lone" || !this.data.themes.length
    const cards = this.listOf(this.state.view)?.[this.state.page] || []
    const grid = this.view(lone ? "grid lone" : "grid themes", () => element("div", "grid"))
    this.fill(cards.length ? (lone ? [this.name("ひとりの声"), grid] : [grid]) : [this.none("声を待っています。")])
    while (grid.children.length > cards.length) grid.lastChild.remove()
    cards.forEach((card, index) => {
      if (!grid.children[index]) grid.append(this.makeCard())
      this.drawCard(grid.children[index], card, index)
    })
  }

  none(text) {
    const made = this.view("none", () => element("p", "none"))
    set(made, text)
    return made
  }

  makeCard() {
    const made = button("", "", () => this.choose({ view: "theme", theme: made.dataset.id }))
    made.className = "card"
    const foot = element("span", "sums"), line = element("span", "count")
    line.append(element("span"), element("span", "dots"), element("span", "no"))
    foot.append(line, element("span", "parties"))
    made.append(element("span", "head"), foot)
    return made
  }

  drawCard(made, card, index) {
    const [head, foot] = made.children, [line, parties] = foot.children, [count, dots, number] = line.children
    made.dataset.id = card.id
    made.classList.toggle("empty", !card.voices)
    const said = card.voices + "件　" + card.tables + "班　" + card.standpoints + "つの立場"
    const label = (index + 1) + "番 " + card.heading + "。" + said + "。" + card.parties.map(one => one.word + one.count).join("、") + (card.dots ? "。気になる印" + card.dots + "つ" : "")
    if (made.getAttribute("aria-label") !== label) made.setAttribute("aria-label", label)
    set(head, card.heading)
    set(count, said)
    if (dots.dataset.now !== String(card.dots)) {
      dots.dataset.now = card.dots
      dots.replaceChildren(...Array.from({ length: card.dots < 10 ? card.dots : 1 }, () => element("i")))
      if (card.dots >= 10) dots.append(element("span", "", String(card.dots)))
    }
    set(number, String(index + 1))
    const now = JSON.stringify(card.parties)
    if (parties.dataset.now === now) return
    parties.dataset.now = now
    parties.replaceChildren(...card.parties.map(one => {
      const row = element("span", "one")
      row.append(drawMark(one), element("span", "", one.word + one.count))
      return row
    }))
  }

  drawVoices() {
    const voices = this.screens()[this.state.page] || []
    this.here = Math.max(0, Math.min(this.here, voices.length - 1))
    const list = this.view("list", () => element("ol")), head = this.view("head", () => element("h2", "name"))
    set(head, this.card().heading)
    this.fill(voices.length ? [head, list] : [head, this.none(this.data.only ? "いま映している声の中には、ありません。" : "画面に出してよい声は、いまありません。")])
    while (list.children.length > voices.length) list.lastChild.remove()
    voices.forEach((voice, index) => {
      let line = list.children[index]
      if (!line) { line = element("li"); line.append(element("span"), element("span", "who"), element("span", "text")); list.append(line) }
      line.classList.toggle("here", index === this.here)
      if (line.dataset.shape !== voice.shape) { line.firstChild.replaceChildren(drawMark(voice)); line.dataset.shape = voice.shape }
      set(line.children[1], voice.word)
      set(line.lastChild, voice.text)
    })
  }

  drawBalance() {
    const table = this.view("balance", () => element("ul", "bars")), rows = this.data.balance
    const alert = this.view("alert", () => element("p", "alert"))
    const now = JSON.stringify([rows, this.state.ruby])
    if (table.dataset.now !== now) {
      table.dataset.now = now
      table.replaceChildren(...rows.map(row => this.makeBar(row)))
    }
    set(alert, this.data.alerts.join("　"))
    alert.hidden = !this.data.alerts.length
    this.fill([this.name("立場のバランス"), table, alert])
  }

  makeBar(row) {
    const line = element("li"), who = element("span", "who"), name = element("span", "word"), bar = element("span", "bar"), full = element("span", "full")
    name.append(...this.ruby(row.word))
    who.append(drawMark(row), name)
    full.style.width = (row.part * 100).toFixed(1) + "%"
    full.style.background = row.colour
    bar.append(full)
    line.append(who, bar, element("span", "number", row.count + "件" + (row.share ? "　" + row.share : "")))
    return line
  }

  drawSheet() {
    const sheet = this.data.sheets[this.state.page]
    if (!sheet) { this.fill([this.name("模造紙の写真"), this.none("映してよい写真は、いまありません。")]); return }
    const picture = this.view("picture", () => element("img", "sheet")), label = this.view("label", () => element("h2", "name"))
    set(label, sheet.label)
    picture.alt = sheet.label + "の模造紙の写真"
    if (sheet.source && picture.getAttribute("src") !== sheet.source) picture.src = sheet.source
    picture.hidden = !sheet.source
    this.fill([label, picture])
  }

  drawClosing() {
    const big = this.view("farewell", () => element("p", "big"))
    set(big, this.data.farewell)
    this.fill([this.name("おわりに"), big])
  }

  fill(parts) {
    const same = parts.length === this.body.children.length && parts.every((part, index) => this.body.children[index] === part)
    if (!same) this.body.replaceChildren(...parts)
  }

  hide() {
    const voice = this.state.view === "theme" && this.screens()[this.state.page]?.[this.here]
    if (!voice) return
    this.leaving.add(voice.id)     // gone from the wall now, not when the answer comes
    this.trigger("wished", { wish: "hide", voice: voice.id, at: Date.now() })
    this.draw()
  }

  enlarge(by) { this.choose({ percent: Math.max(100, Math.min(200, this.state.percent + by)) }) }

  recolour() {
    const all = ["light", "contrast", "dark"]
    this.choose({ palette: all[(all.indexOf(this.state.palette) + 1) % all.length] })
  }

  fullScreen() { document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.() }

  onKey(event) {
    if (!this.state || !this.root.isConnected || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const at = event.composedPath()[0]
    if (at instanceof Element && at.closest("input, textarea, select, [contenteditable]")) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const act = {
      ArrowLeft: () => this.turn(-1), PageUp: () => this.turn(-1),
      ArrowRight: () => this.turn(1), PageDown: () => this.turn(1),
      ArrowUp: () => { this.here -= 1; this.draw() }, ArrowDown: () => { this.here += 1; this.draw() },
      Escape: () => this.choose({ view: "themes" }), x: () => this.hide(), Delete: () => this.hide(),
      b: () => this.choose({ blank: !this.state.blank }), ".": () => this.choose({ blank: !this.state.blank }),
      "+": () => this.enlarge(20), ";": () => this.enlarge(20), "-": () => this.enlarge(-20),
      f: () => this.fullScreen(), d: () => this.recolour(), r: () => this.choose({ ruby: !this.state.ruby }),
      q: () => this.choose({ view: "question" }), t: () => this.choose({ view: "timer" }), l: () => this.choose({ view: "lone" }),
    }[key]
    const list = ["themes", "lone"].includes(this.state.view) && this.listOf(this.state.view)
    const card = /^[1-9]$/.test(key) && list && list[this.state.page]?.[Number(key) - 1]
    if (!act && !card) return
    event.preventDefault()
    act ? act() : this.choose({ view: "theme", theme: card.id })
  }

  leave() { window.removeEventListener("keydown", this.onKeyDown); this.clock.leave(); this.root.replaceChildren() }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".wall")
  if (!root || !data) return
  let wall = walls.get(root)
  if (!wall) { wall = new Wall(root); walls.set(root, wall) }
  clearTimeout(wall.going)
  wall.take(data, setTriggerValue)
  // Streamlit takes a component off and puts it back in one breath; the room must not see it.
  return () => { wall.going = setTimeout(() => { wall.leave(); walls.delete(root) }, 1000) }
}
