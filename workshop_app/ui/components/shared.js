// What every component uses: elements whose words are text, buttons, and the marks of the key.
const SVG = "http://www.w3.org/2000/svg"
const SHAPES = {
  box: "M2 7H28V23H2Z",
  dashed: "M2 7H28V23H2Z",
  dot: "M15 3A12 12 0 1 1 14.99 3Z",
  triangle: "M15 3L28 26H2Z",
  square: "M4 4H26V26H4Z",
  diamond: "M15 1L29 15L15 29L1 15Z",
  hexagon: "M8 3H22L29 15L22 27H8L1 15Z",
  star: "M15 1L19 11L29 11L21 18L24 28L15 22L6 28L9 18L1 11L11 11Z",
}

const LINES = { line: "none", thin: "none", dashes: "8 4", dots: "2 4" }

function element(tag, className, text) {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

function button(text, label, act) {
  const made = element("button", "", text)
  made.type = "button"
  made.setAttribute("aria-label", label)
  made.addEventListener("click", act)
  return made
}

function drawMark(mark) {
  const picture = document.createElementNS(SVG, "svg"), shape = document.createElementNS(SVG, "path")
  const hollow = mark.shape === "dashed" || mark.shape in LINES
  const set = (name, value) => shape.setAttribute(name, value)
  picture.setAttribute("viewBox", "0 0 30 30")
  picture.setAttribute("aria-hidden", "true")
  set("d", mark.shape in LINES ? "M0 15H30" : SHAPES[mark.shape] || SHAPES.dot)
  set("fill", hollow ? "#ffffff" : mark.colour)
  set("stroke", hollow ? mark.colour : "#111111")
  set("stroke-width", hollow && mark.shape !== "thin" ? "4" : "2")
  set("stroke-dasharray", mark.shape === "dashed" ? "6 3" : LINES[mark.shape] || "none")
  picture.append(shape)
  return picture
}

