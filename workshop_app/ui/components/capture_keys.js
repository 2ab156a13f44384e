// One field; Enter sends. A voice leaves this script only when Python has named its key.
const bars = new WeakMap()
const PATIENCE = 4000 // milliseconds until an unanswered voice is sent again
const BATCH = 40

function newKey() { // crypto.randomUUID is missing on plain http addresses
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("")
}

function recall(name) {
  try { return JSON.parse(sessionStorage.getItem(name)) } catch { return null }
}

function keep(name, value) {
  try { value ? sessionStorage.setItem(name, JSON.stringify(value)) : sessionStorage.removeItem(name) } catch { /* no room: the list on the screen still holds it */ }
}

class Bar {
  constructor(root) {
    this.root = root
    this.queue = []       // typed, not yet acknowledged, in order
    this.refused = []
    this.flying = new Set()
    this.build()
  }

  build() {
    this.parties = this.row("立場")
    this.kinds = this.row("種類")
    const tables = this.tables = this.row("班")
    this.table = element("input")
    this.table.inputMode = "numeric"
    this.table.maxLength = 3
    this.table.autocomplete = "off"
    this.table.setAttribute("aria-label", "班の番号。わからないときは空のまま")
    this.table.addEventListener("input", () => { this.table.value = this.table.value.normalize("NFKC").replace(/\D/g, "") })
    tables.append(
      button("-", "班の番号を1つ小さく", () => this.stepTable(-1)), this.table,
      button("+", "班の番号を1つ大きく", () => this.stepTable(1)), element("span", "hint", "Alt+Shift+数字"),
    )
    this.field = element("textarea")
    this.field.rows = 2
    this.field.placeholder = "聞こえたとおりに入力して、Enter"
    this.field.setAttribute("aria-label", "声。Enterで出す、Shift+Enterで改行")
    this.field.addEventListener("input", () => keep(this.draftName, this.field.value))
    const send = button("出す", "この声を出す。Enterキーでも出せます", () => this.send())
    send.className = "send"
    send.append(element("span", "hint", "Enter"))
    const undo = button("ひとつ前を取り消す", "ひとつ前の声を取り消す。入力欄が空のとき Ctrl+Z でも", () => this.undo())
    undo.append(element("span", "hint", "Ctrl+Z"))
    this.news = element("div", "news")
    this.news.setAttribute("role", "status")
    this.list = element("ul")
    this.list.setAttribute("aria-label", "まだ保存されていない声")
    const actions = element("div", "row")
    actions.append(send, undo)
    this.root.append(this.parties, this.kinds, tables, this.field, actions, this.news, this.list)
    this.root.addEventListener("keydown", event => this.onKey(event))
    this.beforeLeaving = event => { if (this.queue.length) event.preventDefault() }
    window.addEventListener("beforeunload", this.beforeLeaving)
    this.clock = setInterval(() => this.lookAgain(), 1000)
  }

  row(name) {
    const made = element("div", "row")
    made.setAttribute("role", "group")
    made.setAttribute("aria-label", name)
    made.append(element("span", "name", name))
    return made
  }

  // A new answer of Python: let go of what is kept, show what is not, send what is left.
  take(data, trigger) {
    const first = !this.data
    this.trigger = trigger
    if (first || this.data.scope !== data.scope) this.enter(data)
    this.data = data
    const done = new Set(data.acknowledged)
    for (const entry of this.queue) {
      if (data.refused[entry.client_key] && !done.has(entry.client_key)) this.refused.push({ entry, reason: data.refused[entry.client_key] })
    }
    const before = this.queue.length
    this.queue = this.queue.filter(entry => !done.has(entry.client_key) && !data.refused[entry.client_key])
    for (const key of this.flying) if (done.has(key) || data.refused[key]) this.flying.delete(key)
    if (this.undoing && this.undoing !== data.last?.client_key) this.undoing = null
    if (before && !this.queue.length && !this.refused.length) this.say("✓ 保存しました。")
    this.remember()
    this.draw()
    this.flush()
    if (first) this.field.focus({ preventScroll: true })
  }

  // Another meeting: its own draft, its own unsent voices.
  enter(data) {
    this.storeName = "kurumaza.voices." + data.scope
    this.draftName = "kurumaza.draft." + data.scope
    const kept = recall(this.storeName)
    this.queue = kept?.queue || []
    this.refused = kept?.refused || []
    this.flying.clear()
    this.field.value = recall(this.draftName) || ""
    this.party = data.party
    this.kind = data.kind
    this.tables.hidden = data.tables.length === 1 // one table: nobody asks which
    this.table.value = data.table ?? ""
    this.drawChoices(data)
  }

  drawChoices(data) {
    this.parties.replaceChildren(this.parties.firstChild, ...data.parties.map((party, index) => {
      const made = button(party.label, party.label, () => { this.choose("party", party.value); this.field.focus() })
      made.prepend(drawMark(party))
      made.append(element("span", "hint", index < 4 ? "F" + (index + 1) : "Alt+" + (index + 1)))
      made.dataset.value = party.value
      return made
    }))
    this.kinds.replaceChildren(this.kinds.firstChild, ...data.kinds.map(kind => {
      const made = button(kind.label, kind.label, () => { this.choose("kind", kind.value); this.field.focus() })
      made.append(element("span", "hint", "Alt+" + kind.letter))
      made.dataset.value = kind.value
      return made
    }))
    this.press()
  }

  choose(what, value) {
    this[what] = what === "kind" && this.kind === value ? null : value
    this.press()
  }

  press() {
    for (const made of this.parties.querySelectorAll("button")) made.setAttribute("aria-pressed", String(made.dataset.value === this.party))
    for (const made of this.kinds.querySelectorAll("button")) made.setAttribute("aria-pressed", String(made.dataset.value === this.kind))
  }

  stepTable(by) {
    const next = Number(this.table.value || 0) + by
    this.setTable(next < 1 ? null : next)
  }

  setTable(number) {
    this.table.value = number ?? ""
    this.say(number ? number + "班" : "班なし")
  }

  onKey(event) {
    // While Japanese is being composed every key belongs to the input method.
    if (event.isComposing || event.keyCode === 229) return
    if (this.onShortcut(event)) { event.preventDefault(); event.stopPropagation(); return }
    if (event.target !== this.field && event.target !== this.table) return
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      event.target === this.table ? this.field.focus() : this.send()
    }
    if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !this.field.value) {
      event.preventDefault()
      this.undo()
    }
    event.stopPropagation() // a letter typed here is never a shortcut of the page
  }

  onShortcut(event) {
    if (event.ctrlKey || event.metaKey) return false
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
    const byF = /^F([1-4])$/.exec(event.key)?.[1]
    if (event.altKey && event.shiftKey && digit) { this.setTable(digit === "0" ? null : Number(digit)); return true }
    const party = this.data.parties[Number(byF || (event.altKey && digit) || 0) - 1]
    if (party && !event.shiftKey) { this.choose("party", party.value); this.say("立場: " + party.label); return true }
    const letter = event.altKey && !event.shiftKey && /^Key([A-Z])$/.exec(event.code)?.[1]
    const kind = letter && this.data.kinds.find(one => one.letter === letter)
    if (kind) { this.choose("kind", kind.value); this.say("種類: " + (this.kind ? kind.label : "なし")); return true }
    return false
  }

  send() {
    const text = this.field.value
    this.field.focus()
    if (!text.trim()) { this.say("声を入力してから、Enterを押してください。"); return }
    if (text.length > this.data.maxLength) { this.say("▲ 長すぎます(" + text.length + "字)。" + this.data.maxLength + "字までに分けて出してください。"); return }
    const table = Number(this.table.value)
    this.queue.push({ client_key: newKey(), scope: this.data.scope, text, party: this.party, table: table || null, kind: this.kind, since: Date.now() })
    this.field.value = ""
    keep(this.draftName, "")
    this.remember()
    this.say("")
    this.draw()
    this.flush()
  }

  // One batch at a time: Streamlit keeps only the newest of two triggers.
  flush() {
    if (this.flying.size || !this.queue.length) return
    const batch = this.queue.slice(0, BATCH)
    batch.forEach(entry => this.flying.add(entry.client_key))
    this.sentAt = Date.now()
    this.trigger("sent", { entries: batch.map(({ since, ...entry }) => entry), at: this.sentAt })
  }

  lookAgain() {
    if (this.flying.size && Date.now() - this.sentAt > PATIENCE) { this.flying.clear(); this.flush() }
    const late = this.queue.some(entry => Date.now() - entry.since > PATIENCE)
    this.news.classList.toggle("late", late)
    if (late) this.say("▲ まだ保存されていない声が" + this.queue.length + "件あります。画面を閉じないでください。")
  }

  undo() {
    this.field.focus()
    const waiting = this.queue.at(-1)
    if (waiting && !this.flying.has(waiting.client_key)) {
      this.queue.pop()
      this.giveBack(waiting.text)
    } else if (waiting) {
      this.say("いま保存しています。もう一度押してください。")
    } else if (this.data.last && this.undoing !== this.data.last.client_key) {
      this.undoing = this.data.last.client_key
      this.trigger("undone", { client_key: this.undoing, at: Date.now() })
      this.giveBack(this.data.last.text)
    } else this.say("取り消す声はありません。")
  }

  giveBack(text) {
    if (!this.field.value) { this.field.value = text; keep(this.draftName, text) }
    this.remember()
    this.draw()
    this.say("取り消しました。文は入力欄にもどしました。")
  }

  remember() {
    const { queue, refused } = this
    keep(this.storeName, queue.length || refused.length ? { queue, refused } : null)
  }

  say(text) { if (this.news.textContent !== text) this.news.textContent = text }

  draw() {
    const waiting = this.queue.map(entry => {
      const line = element("li")
      line.append(element("span", "", "… 保存中"), element("span", "said", entry.text))
      return line
    })
    const refused = this.refused.map(item => {
      const line = element("li", "refused")
      line.append(
        element("span", "", "▲ " + item.reason), element("span", "said", item.entry.text),
        button("なおす", "この声を入力欄にもどす", () => {
          if (this.field.value) { this.say("入力中の声を先に出してください。"); return }
          this.refused = this.refused.filter(other => other !== item)
          this.field.value = item.entry.text
          this.remember()
          this.draw()
          this.field.focus()
        }),
      )
      return line
    })
    this.list.replaceChildren(...refused, ...waiting)
  }

  leave() {
    clearInterval(this.clock)
    window.removeEventListener("beforeunload", this.beforeLeaving)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".bar")
  if (!root || !data) return
  let bar = bars.get(parentElement)
  if (!bar) { bar = new Bar(root); bars.set(parentElement, bar) }
  bar.take(data, setTriggerValue)
  return () => { bar.leave(); bars.delete(parentElement) }
}
