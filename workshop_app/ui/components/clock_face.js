const faces = new WeakMap()

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".face")
  if (!root || !data) return
  let face = faces.get(root)
  if (!face) {
    face = { clock: new Clock("wide"), step: element("p", "step"), next: element("p", "next") }
    root.append(face.step, face.clock.root, face.next)
    faces.set(root, face)
  }
  clearTimeout(face.going)
  set(face.step, data.step)
  set(face.next, data.following ? "つぎ：" + data.following : "")
  face.clock.root.hidden = !data.clock
  if (data.clock) face.clock.take(data.clock)
  return () => { face.going = setTimeout(() => { face.clock.leave(); root.replaceChildren(); faces.delete(root) }, 1000) }
}
