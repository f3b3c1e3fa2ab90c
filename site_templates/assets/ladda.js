// Tables whose rows are not files of their own: what is downloaded is cut out of the page's own
// data, so that the file has just the rows that the page shows. Without scripts the links lead to
// the whole public table, where the rows are too.
for (const line of document.querySelectorAll(".ladda-ner[data-vy]")) {
  const words = document.createElement("span")
  words.className = "av-skript"
  words.textContent = "(bara raderna här)"
  line.append(words)
  for (const link of line.querySelectorAll("a")) {
    const excel = link.getAttribute("href").endsWith("-excel.csv")
    const whole = link.href
    link.download = `${line.dataset.vy}${excel ? "-excel" : ""}.csv`
    link.addEventListener("click", async (event) => {
      if (link.href !== whole) return // already cut: the browser saves it
      event.preventDefault()
      const answer = await fetch("index.json")
      const table = (await answer.json()).tabeller[line.dataset.vy]
      link.href = URL.createObjectURL(asCsv(table, excel))
      link.click()
    })
  }
}

// The same bytes as the program's own files.
function asCsv({ kolumner, rader }, excel) {
  const separator = excel ? ";" : ","
  const rows = [kolumner, ...rader.map((row) => kolumner.map((name) => row[name]))]
  const text = rows.map((row) => row.map((value) => field(value, separator)).join(separator) + "\r\n")
  return new Blob([excel ? "\ufeff" : "", ...text], { type: "text/csv" })
}

function field(value, separator) {
  const text = value === null ? "" : String(value)
  const quoted = /["\r\n]/.test(text) || text.includes(separator)
  return quoted ? `"${text.replaceAll('"', '""')}"` : text
}
