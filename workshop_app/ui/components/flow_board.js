// Cards are asked to move, never moved here; Python's answer decides. Columns and cards are
// kept by id, so that a card somebody holds is not pulled out of the hand.
const boards = new WeakMap()
const PATIENCE = 3000

class Board {
  constructor(root) {
    this.columns = new Map()
    this.cards = new Map()
    this.waiting = []   // moves asked for while another is under way
    this.place = element("div", "columns")
    this.news = element("p", "news")
    this.news.setAttribute("role", "status")
    root.append(this.news, this.place)
  }

  take(data, trigger) {
    this.trigger = trigger
    if (this.held) { this.later = data; return }
    this.data = data
    this.later = null
    this.answered()
    this.drawColumns()
  }

  // Python has drawn again: the move under way is answered, the next may go.
  answered() {
    if (!this.asked) return
    clearTimeout(this.clock)
    this.cards.get(this.asked)?.classList.remove("asked")
    this.asked = null
    const next = this.waiting.shift()
    if (next) queueMicrotask(() => this.ask(next.card, next.target))
  }

  drawColumns() {
    const wanted = new Set(this.data.columns.map(column => column.id))
    for (const [id, made] of this.columns) if (!wanted.has(id)) { made.remove(); this.columns.delete(id) }
    const focused = this.place.getRootNode().activeElement
    const there = new Set()
    this.data.columns.forEach((column, index) => {
      const made = this.columns.get(column.id) || this.makeColumn(column.id)
      if (this.place.children[index] !== made) this.place.insertBefore(made, this.place.children[index] || null)
      const [title, count] = made.querySelector("h3").children
      title.textContent = column.title
      count.textContent = column.cards.length + "件"
      made.querySelector(".hint").textContent = column.hint
      const list = made.querySelector("ul")
      list.setAttribute("aria-label", column.title)
      column.cards.forEach((card, at) => {
        there.add(card.id)
        const line = this.cards.get(card.id) || this.makeCard(card.id)
        this.drawCard(line, card, index)
        if (list.children[at] !== line) list.insertBefore(line, list.children[at] || null)
      })
    })
    for (const [id, line] of this.cards) if (!there.has(id)) { line.remove(); this.cards.delete(id) }
    if (focused?.isConnected) focused.focus({ preventScroll: true })
  }

  makeColumn(id) {
    const made = element("section")
    const head = element("h3")
    head.append(element("span"), element("span", "count"))
    made.append(head, element("p", "hint"), element("ul"))
    made.addEventListener("dragover", event => {
      if (!this.held) return
      const why = this.whyNot(this.held, id)
      if (!why) event.preventDefault()
      made.classList.add(why ? "shut" : "open")
      if (why) this.say(why, true)
    })
    made.addEventListener("dragleave", event => { if (!made.contains(event.relatedTarget)) made.classList.remove("open", "shut") })
    made.addEventListener("drop", event => {
      event.preventDefault()
      const card = this.held
      this.letGo()
      if (card) this.ask(card, id)
    })
    this.columns.set(id, made)
    return made
  }

  makeCard(id) {
    const line = element("li")
    line.tabIndex = 0
    line.draggable = true
    line.append(element("p", "title"), element("span", "badge"), element("span", "alert"), element("div", "lines"), element("div", "acts"))
    line.lastChild.append(
      button("←", "", () => this.step(id, -1)), button("→", "", () => this.step(id, 1)),
      button("くわしく", "", () => this.trigger("opened", { card: id, at: Date.now() })),
    )
    line.addEventListener("dragstart", event => {
      this.held = id
      event.dataTransfer.effectAllowed = "move"
      event.dataTransfer.setData("text/plain", "")
    })
    line.addEventListener("dragend", () => this.letGo())
    line.addEventListener("keydown", event => this.onKey(event, id))
    this.cards.set(id, line)
    return line
  }

  drawCard(line, card, index) {
    const [title, badge, alert, lines, acts] = line.children
    title.textContent = card.title
    badge.textContent = card.badge
    badge.hidden = !card.badge
    alert.textContent = "▲ " + card.alert
    alert.hidden = !card.alert
    lines.replaceChildren(...card.lines.map(text => element("p", "", text)))
    const [back, forth, open] = acts.children
    this.drawStep(back, card, this.data.columns[index - 1], "へもどす")
    this.drawStep(forth, card, this.data.columns[index + 1], "へすすめる")
    open.setAttribute("aria-label", card.title + " をくわしく見る")
    line.setAttribute("aria-label", card.title + "。" + this.data.columns[index].title + "。Altキーと左右の矢印で動かせます")
  }

  drawStep(made, card, column, word) {
    made.hidden = !column
    if (!column) return
    const why = card.blocked[column.id]
    made.setAttribute("aria-disabled", String(Boolean(why)))
    made.setAttribute("aria-label", card.title + " を " + column.title + word + (why ? "。" + why : ""))
    made.title = why || column.title + word
  }

  columnOf(id) { return this.data.columns.find(column => column.cards.some(card => card.id === id)) }

  whyNot(id, target) {
    const source = this.columnOf(id)
    if (!source) return "このカードはもうありません。"
    return source.id === target ? "" : source.cards.find(card => card.id === id).blocked[target] || ""
  }

  step(id, by) {
    const at = this.data.columns.indexOf(this.columnOf(id))
    const target = this.data.columns[at + by]
    if (target) this.ask(id, target.id)
  }

  ask(id, target) {
    const source = this.columnOf(id)
    if (!source || source.id === target) return
    const why = this.whyNot(id, target)
    if (why) { this.say(why, true); return }
    if (this.asked) { this.waiting.push({ card: id, target }); return }
    this.asked = id
    this.cards.get(id).classList.add("asked")
    const name = this.data.columns.find(column => column.id === target).title
    this.say(source.cards.find(card => card.id === id).title + " → " + name, false)
    this.clock = setTimeout(() => this.answered(), PATIENCE)
    this.trigger("moved", { card: id, source: source.id, target, at: Date.now() })
  }

  onKey(event, id) {
    if (event.isComposing || event.target !== this.cards.get(id)) return
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (by && event.altKey) { event.preventDefault(); this.step(id, by); return }
    if (event.key === "Enter") { event.preventDefault(); this.trigger("opened", { card: id, at: Date.now() }) }
    const line = this.cards.get(id)
    const next = { ArrowDown: line.nextElementSibling, ArrowUp: line.previousElementSibling }[event.key]
    if (next) { event.preventDefault(); next.focus() }
  }

  letGo() {
    this.held = null
    for (const made of this.columns.values()) made.classList.remove("open", "shut")
    if (this.later) { const data = this.later; this.take(data, this.trigger) }
  }

  say(text, isShut) {
    this.news.textContent = (isShut ? "▲ " : "") + text
    this.news.classList.toggle("shut", isShut)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".flow")
  if (!root || !data) return
  let board = boards.get(parentElement)
  if (!board) { board = new Board(root); boards.set(parentElement, board) }
  board.take(data, setTriggerValue)
  return () => { clearTimeout(board.clock); boards.delete(parentElement) }
}
