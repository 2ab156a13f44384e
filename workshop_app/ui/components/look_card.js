// One statement to look at: what was found is marked by shape and word, and one key decides.
const cards = new WeakMap()
const KEYS = { a: "accept", w: "reword", h: "hold", s: "hand_over", z: "undo" }

class Card {
  constructor(root) {
    this.root = root
    this.onKey = event => this.hear(event)
    document.addEventListener("keydown", this.onKey)
  }

  take(data, trigger) {
    this.trigger = trigger
    if (JSON.stringify(data) === JSON.stringify(this.data)) return
    this.data = data
    this.sent = null
    this.draw()
  }

  hear(event) {
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
    const at = event.composedPath()[0]
    if (at && (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable)) return
    if (document.querySelector('[role="dialog"]')) return
    const act = KEYS[event.key.toLowerCase()]
    if (!act || !this.data || !this.data.acts.includes(act) || this.sent) return
    event.preventDefault()
    this.sent = act
    this.news.textContent = "受けつけました。"
    this.trigger("decided", { act, voice: this.data.voice, at: Date.now() })
  }

  draw() {
    this.news = element("p", "news", this.data.said)
    this.news.setAttribute("role", "status")
    const parts = [this.news]
    if (this.data.parts.length) {
      const said = element("p", "said")
      for (const part of this.data.parts) {
        if (!part.label) { said.append(element("span", "", part.text)); continue }
        const mark = element("mark", part.urgent ? "urgent" : "")
        mark.append(element("span", "name", (part.urgent ? "▲" : "■") + part.label), element("span", "", part.text))
        said.append(mark)
      }
      parts.push(element("p", "line", "言われたとおり"), said)
    }
    if (this.data.suggestion) parts.push(element("p", "line", "言いかえの案（元の声はそのまま残ります）"), element("p", "other", this.data.suggestion))
    this.root.replaceChildren(...parts)
  }

  leave() { document.removeEventListener("keydown", this.onKey) }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".look")
  if (!root || !data) return
  let card = cards.get(parentElement)
  if (!card) { card = new Card(root); cards.set(parentElement, card) }
  card.take(data, setTriggerValue)
  return () => { card.leave(); cards.delete(parentElement) }
}
