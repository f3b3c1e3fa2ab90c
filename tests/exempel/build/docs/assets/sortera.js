// Lets the reader sort long tables by their headings. Without scripts they stay as written.
for (const table of document.querySelectorAll("table[data-sorterbar]")) {
  const heads = [...table.tHead.rows[0].cells]
  for (const head of heads) {
    const button = document.createElement("button")
    button.type = "button"
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener("click", () => {
      const falling = head.getAttribute("aria-sort") === "ascending"
      for (const other of heads) other.removeAttribute("aria-sort")
      head.setAttribute("aria-sort", falling ? "descending" : "ascending")
      sortRows(table.tBodies[0], heads.indexOf(head), falling)
    })
  }
}

// What is not stated comes last, whichever way the rest goes.
function sortRows(body, column, falling) {
  const rows = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[column]) }))
  rows.sort((one, other) => {
    if (one.key === null || other.key === null) return (one.key === null) - (other.key === null)
    return (falling ? -1 : 1) * compare(one.key, other.key)
  })
  body.append(...rows.map(({ row }) => row))
}

function keyOf(cell) {
  const time = cell.querySelector("time")
  if (time) return time.dateTime
  const stated = cell.querySelector(".belopp")
  if (!stated && cell.querySelector(".ej-angivet, .endast-lasare")) return null
  if (!cell.classList.contains("tal")) return cell.textContent.trim()
  const amount = (stated ?? cell).firstChild.textContent
  const [number] = amount.match(/[-\u2212]?\d[\d\s]*/) ?? [""] // of a range, its lower end
  return Number(number.replace("\u2212", "-").replace(/\s/g, ""))
}

function compare(one, other) {
  return typeof one === "number" ? one - other : one.localeCompare(other, "sv", { numeric: true })
}
