// Draws a network with vis-network. Data sets are updated by id, never replaced, so that
// nothing jumps; every word is set as text.
const views = new WeakMap()
const LEGIBLE = 0.45

// One copy of the library for the whole page, whoever asks first.
function load(url) {
  if (window.vis && window.vis.Network) return Promise.resolve(window.vis)
  window.kurumazaVis ??= new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = url
    script.onload = () => resolve(window.vis)
    script.onerror = () => { window.kurumazaVis = undefined; script.remove(); reject(new Error(url)) }
    document.head.appendChild(script)
  })
  return window.kurumazaVis
}

// Add, change and remove by id; what is the same is not touched.
function update(set, items) {
  const wanted = new Set(items.map(item => item.id))
  const gone = set.getIds().filter(id => !wanted.has(id))
  if (gone.length) set.remove(gone)
  const changed = items.filter(item => {
    const old = set.get(item.id)
    return !old || JSON.stringify({ ...old, ...item }) !== JSON.stringify(old)
  })
  if (changed.length) set.update(changed)
}

function build(root) {
  const view = { root, dead: false, choose: () => {}, lines: new Map() }
  view.key = element("ul", "key")
  view.key.setAttribute("aria-label", "しるしの見方")
  view.stage = element("div", "stage")
  view.stage.setAttribute("role", "img")
  const tools = element("div", "tools")
  const zoom = by => view.network?.moveTo({ scale: view.network.getScale() * by, animation: false })
  view.news = element("span", "news")
  view.news.setAttribute("role", "status")
  tools.append(
    button("+ 大きく", "図を大きくする", () => zoom(1.25)),
    button("- 小さく", "図を小さくする", () => zoom(0.8)),
    button("全体を見る", "図の全体を見る", () => { if (view.network) fit(view, view.latest); view.news.textContent = "" }),
    button("画像で保存", "図を画像(PNG)で保存する", () => save(view)),
    view.news,
  )
  view.details = element("details")
  view.rows = element("ul", "rows")
  view.details.append(element("summary", "", "図を文字で読む・えらぶ"), view.rows)
  root.append(view.key, view.stage, tools, view.details)
  // The wheel scrolls the page; with Ctrl it zooms, as everywhere else.
  view.stage.addEventListener("wheel", event => { if (!event.ctrlKey) event.stopPropagation() }, true)
  return view
}

// What is seen now, on white paper: a canvas is transparent where nothing is drawn.
function save(view) {
  const seen = view.stage.querySelector("canvas")
  if (!seen) return
  const paper = document.createElement("canvas")
  paper.width = seen.width
  paper.height = seen.height
  const pen = paper.getContext("2d")
  pen.fillStyle = "#ffffff"
  pen.fillRect(0, 0, paper.width, paper.height)
  pen.drawImage(seen, 0, 0)
  const link = element("a")
  link.download = "つながり.png"
  link.href = paper.toDataURL("image/png")
  link.click()
}

function drawKey(view, marks) {
  view.key.replaceChildren(...marks.map(mark => {
    const row = element("li")
    row.append(drawMark(mark), element("span", "", mark.word))
    return row
  }))
}

// Rows are kept by id, so that a button that has the focus keeps it.
function drawRows(view, listing) {
  const wanted = new Set(listing.map(item => item.id))
  for (const [id, row] of view.lines) if (!wanted.has(id)) { row.remove(); view.lines.delete(id) }
  listing.forEach((item, index) => {
    let row = view.lines.get(item.id)
    if (!row) {
      row = element("li")
      row.append(button("", "", () => view.choose(item.id)), element("span"))
      view.lines.set(item.id, row)
    }
    row.firstChild.textContent = item.name
    row.firstChild.setAttribute("aria-label", item.name + " をえらぶ")
    row.lastChild.textContent = item.sentence
    if (view.rows.children[index] !== row) view.rows.insertBefore(row, view.rows.children[index] || null)
  })
}

function isSeen(network, place, stage) {
  const at = network.canvasToDOM(place)
  return at.x >= 0 && at.y >= 0 && at.x <= stage.clientWidth && at.y <= stage.clientHeight
}

function start(view, vis, data) {
  view.nodes = new vis.DataSet(data.nodes)
  view.edges = new vis.DataSet(data.edges)
  view.network = new vis.Network(view.stage, { nodes: view.nodes, edges: view.edges }, data.options)
  view.network.on("click", event => { if (event.nodes.length) view.choose(event.nodes[0]) })
  if (fit(view, data, LEGIBLE) < LEGIBLE) view.news.textContent = "図の一部です。つかんで動かすか、「全体を見る」を押してください。"
}

// Show all of it, as large as the stage allows and never larger than life; a first look shows
// the middle of a large picture, because nobody could read the whole.
function fit(view, data, least = 0) {
  const [left, top, right, bottom] = data.corners
  const scale = Math.min(view.stage.clientWidth / (right - left + 24), view.stage.clientHeight / (bottom - top + 24), 1.2)
  view.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, least), animation: false })
  return scale
}

function show(view, vis, data) {
  if (!view.network) {
    start(view, vis, data)
    view.root.network = view.network // where the nodes are, for whoever inspects the page
    return
  }
  const known = new Set(view.nodes.getIds())
  update(view.nodes, data.nodes)
  update(view.edges, data.edges)
  const outside = data.nodes.some(n => !known.has(n.id) && !isSeen(view.network, n, view.stage))
  if (outside) view.news.textContent = "図の外に新しいものがあります。「全体を見る」を押してください。"
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".view")
  if (!root || !data) return
  let view = views.get(parentElement)
  if (!view) { view = build(root); views.set(parentElement, view) }
  view.choose = id => { if (view.nodes?.get(id)) view.network.selectNodes([id]); setTriggerValue("chosen", { id }) }
  view.latest = data
  view.stage.style.height = data.height + "px"
  view.stage.setAttribute("aria-label", "つながりの図。同じ内容を下の「図を文字で読む」で読めます。")
  drawKey(view, data.legend)
  drawRows(view, data.listing)
  load(data.library).then(vis => { if (!view.dead && view.latest === data) show(view, vis, data) })
    .catch(() => {
      if (!view.network) view.stage.replaceChildren(element("p", "fault", "図の部品を読み込めませんでした。下の「図を文字で読む」をお使いください。"))
      view.details.open = true
    })
  return () => { view.dead = true; view.network?.destroy(); views.delete(parentElement) }
}
