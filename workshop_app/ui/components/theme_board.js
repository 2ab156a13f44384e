// Pages of cards, and the voices of one card. Elements are kept and their words changed, so
// nothing flickers; where the reader is (page, card, voice) is kept here and never reset.
const walls = new WeakMap()
const LETTERS = 60 // of voices on one screen

class Wall {
  constructor(root) {
    this.page = 0
    this.open = null     // the id of the theme whose voices are shown
    this.voicePage = 0
    this.here = 0        // the voice on this page that a key would take off
    this.hidden = []     // voices just taken off, newest last
    this.question = element("h1", "question")
    this.body = element("div")
    this.body.style.display = "contents"
    this.where = element("span", "where")
    this.where.setAttribute("role", "status")
    this.notice = element("span", "notice")
    this.all = button("テーマにもどる", "テーマの一覧にもどる。Escキーでも", () => this.close())
    this.off = button("この声を消す", "枠のついた声を画面から消す。Xキーでも", () => this.hide())
    this.back = button("元にもどす", "最後に消した声を元にもどす。Zキーでも", () => this.showAgain())
    const foot = element("div", "foot")
    foot.append(
      button("← まえ", "まえのページ。左矢印キーでも", () => this.turn(-1)), this.where,
      button("つぎ →", "つぎのページ。右矢印キーでも", () => this.turn(1)),
      this.all, this.off, this.back, this.notice,
    )
    root.append(this.question, this.body, foot)
    this.onKeyDown = event => this.onKey(event)
    window.addEventListener("keydown", this.onKeyDown)
  }

  take(data, trigger) {
    this.data = data
    this.trigger = trigger
    const shown = new Set(data.pages.flat().flatMap(card => card.shown.map(voice => voice.id)))
    this.leaving = new Set([...(this.leaving || [])].filter(id => shown.has(id)))
    this.draw()
  }

  card() { return this.data.pages.flat().find(card => card.id === this.open) }

  // The voices of the open theme, cut into screens of few letters.
  screens() {
    const screens = []
    let letters = 0
    for (const voice of this.card()?.shown || []) {
      if (this.leaving.has(voice.id)) continue
      if (!screens.length || letters + voice.text.length > LETTERS || screens.at(-1).length >= 5) { screens.push([]); letters = 0 }
      screens.at(-1).push(voice)
      letters += voice.text.length
    }
    return screens
  }

  draw() {
    set(this.question, this.data.question)
    set(this.notice, this.data.notice)
    if (this.open && !this.card()) this.open = null
    this.open ? this.drawVoices() : this.drawCards()
    this.all.hidden = this.off.hidden = !this.open
    this.back.hidden = !this.hidden.length
  }

  drawCards() {
    const pages = this.data.pages
    this.page = Math.max(0, Math.min(this.page, pages.length - 1))
    const cards = pages[this.page] || []
    set(this.where, pages.length ? (this.page + 1) + " / " + pages.length : "")
    if (!this.grid) this.grid = element("div", "grid")
    if (!this.name) this.name = element("h2", "name")
    set(this.name, cards[0]?.lone ? this.data.lone : "")
    this.name.hidden = !cards[0]?.lone
    const none = element("p", "none", "声を待っています。")
    this.fill(cards.length ? [this.name, this.grid] : [none])
    while (this.grid.children.length > cards.length) this.grid.lastChild.remove()
    cards.forEach((card, index) => {
      if (!this.grid.children[index]) this.grid.append(this.makeCard())
      this.drawCard(this.grid.children[index], card, index)
    })
  }

  makeCard() {
    const made = button("", "", () => this.enter(made.dataset.id))
    made.className = "card"
    const foot = element("span", "sums"), line = element("span", "count")
    line.append(element("span"), element("span", "no"))
    foot.append(line, element("span", "parties"))
    made.append(element("span", "head"), foot)
    return made
  }

  drawCard(made, card, index) {
    const [head, foot] = made.children, [line, parties] = foot.children, [count, number] = line.children
    made.dataset.id = card.id
    const said = card.voices + "件　" + card.tables + "班　" + card.standpoints + "つの立場"
    made.setAttribute("aria-label", (index + 1) + "番 " + card.heading + "。" + said + "。" + card.parties.map(one => one.word + one.count).join("、"))
    set(head, card.heading)
    set(count, said)
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
    const screens = this.screens()
    this.voicePage = Math.max(0, Math.min(this.voicePage, screens.length - 1))
    const voices = screens[this.voicePage] || []
    this.here = Math.max(0, Math.min(this.here, voices.length - 1))
    if (!this.list) this.list = element("ol")
    if (!this.head) this.head = element("h2", "name")
    set(this.head, this.card().heading)
    set(this.where, screens.length ? (this.voicePage + 1) + " / " + screens.length : "")
    this.fill(voices.length ? [this.head, this.list] : [this.head, element("p", "none", "画面に出してよい声は、いまありません。")])
    while (this.list.children.length > voices.length) this.list.lastChild.remove()
    voices.forEach((voice, index) => {
      let line = this.list.children[index]
      if (!line) { line = element("li"); line.append(element("span"), element("span", "who"), element("span")); this.list.append(line) }
      line.classList.toggle("here", index === this.here)
      if (line.dataset.shape !== voice.shape) { line.firstChild.replaceChildren(drawMark(voice)); line.dataset.shape = voice.shape }
      set(line.children[1], voice.word)
      set(line.lastChild, voice.text)
    })
  }

  fill(parts) {
    const same = parts.length === this.body.children.length && parts.every((part, index) => this.body.children[index] === part)
    if (!same) this.body.replaceChildren(...parts)
  }

  turn(by) {
    if (this.open) { this.voicePage += by; this.here = 0 } else this.page += by
    this.draw()
  }

  enter(id) { this.open = id; this.voicePage = 0; this.here = 0; this.draw() }

  close() { this.open = null; this.draw() }

  hide() {
    const voice = this.open && this.screens()[this.voicePage]?.[this.here]
    if (!voice) return
    this.leaving.add(voice.id)     // gone from the screen now, not when the answer comes
    this.hidden.push(voice.id)
    this.trigger("wished", { wish: "hide", voice: voice.id, at: Date.now() })
    this.draw()
  }

  showAgain() {
    const id = this.hidden.pop()
    if (!id) return
    this.leaving.delete(id)
    this.trigger("wished", { wish: "show_again", voice: id, at: Date.now() })
    this.draw()
  }

  onKey(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const at = event.composedPath()[0]
    if (at instanceof Element && at.closest("input, textarea, select, [contenteditable]")) return
    const act = {
      ArrowLeft: () => this.turn(-1), PageUp: () => this.turn(-1),
      ArrowRight: () => this.turn(1), PageDown: () => this.turn(1),
      ArrowUp: () => { this.here -= 1; this.draw() }, ArrowDown: () => { this.here += 1; this.draw() },
      Escape: () => this.close(), x: () => this.hide(), X: () => this.hide(), Delete: () => this.hide(),
      z: () => this.showAgain(), Z: () => this.showAgain(),
    }[event.key]
    const card = !this.open && /^[1-9]$/.test(event.key) && this.data.pages[this.page]?.[Number(event.key) - 1]
    if (!act && !card) return
    event.preventDefault()
    act ? act() : this.enter(card.id)
  }

  leave() { window.removeEventListener("keydown", this.onKeyDown) }
}

// Words are only touched when they differ: no flicker, no repeated reading aloud.
function set(made, text) { if (made.textContent !== text) made.textContent = text }

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".wall")
  if (!root || !data) return
  let wall = walls.get(parentElement)
  if (!wall) { wall = new Wall(root); walls.set(parentElement, wall) }
  wall.take(data, setTriggerValue)
  return () => { wall.leave(); walls.delete(parentElement) }
}
