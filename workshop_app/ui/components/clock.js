// A clock drawn as a ring and large numbers. Between two answers of the server it counts by the
// browser's steady clock; it has no sound, no motion and no second hand.
const RING = 2 * Math.PI * 44

class Clock {
  constructor(className) {
    this.root = element("div", "clock " + className)
    this.picture = document.createElementNS(SVG, "svg")
    this.picture.setAttribute("viewBox", "0 0 100 100")
    this.picture.setAttribute("aria-hidden", "true")
    this.track = this.circle("track"), this.rest = this.circle("rest")
    this.rest.setAttribute("transform", "rotate(-90 50 50)")
    this.picture.append(this.track, this.rest)
    this.digits = element("span", "digits")
    this.digits.setAttribute("role", "timer")
    this.said = element("span", "said")
    this.root.append(this.picture, this.digits, this.said)
    this.beat = setInterval(() => this.draw(), 250)
  }

  circle(className) {
    const made = document.createElementNS(SVG, "circle")
    const set = (name, value) => made.setAttribute(name, value)
    set("class", className); set("cx", "50"); set("cy", "50"); set("r", "44"); set("fill", "none"); set("stroke-width", "10")
    return made
  }

  // What the server tells is believed when it differs from our own counting by more than a moment.
  take(told) {
    const own = this.told ? this.remaining() : NaN
    const same = this.told && this.told.key === told.key && this.told.running === told.running
    if (!(same && Math.abs(own - told.remaining) < 1.5)) { this.base = told.remaining; this.at = performance.now() }
    this.told = told
    this.draw()
  }

  remaining() { return this.told.running ? this.base - (performance.now() - this.at) / 1000 : this.base }

  draw() {
    if (!this.told) return
    const left = this.remaining(), shown = Math.max(0, left)
    const whole = left >= 0 ? Math.ceil(left) : Math.floor(-left)
    const minutes = Math.floor(whole / 60), seconds = String(whole % 60).padStart(2, "0")
    set(this.digits, (left < 0 ? "+" : "") + minutes + ":" + seconds)
    set(this.said, this.words(left, minutes))
    const part = this.told.seconds > 0 ? Math.min(1, shown / this.told.seconds) : 0
    this.rest.setAttribute("stroke-dasharray", (part * RING).toFixed(1) + " " + RING.toFixed(1))
    this.root.classList.toggle("over", left <= 0)
  }

  words(left, minutes) {
    if (!this.told.running) return "とまっています"
    if (left < -60) return "予定を" + minutes + "分すぎました"
    if (left <= 0) return "時間になりました"
    return left < 60 ? "あと1分ありません" : "あと" + minutes + "分"
  }

  leave() { clearInterval(this.beat) }
}

// Words are only touched when they differ: no flicker, no repeated reading aloud.
function set(made, text) { if (made.textContent !== text) made.textContent = text }

