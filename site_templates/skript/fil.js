// Chosen rows as a file: the lines of the public table just as they are, each with the address of
// the choice in a column of its own at the end.

const LONGEST = 80 // signs of what is chosen, in the name of the file

// `ids` are the rows' keys, the first column of the table.
async function cut(path, ids, address) {
  const answer = await fetch(new URL(path, SITE))
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  const bytes = await answer.arrayBuffer()
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)
  // What stands in quotation marks may hold the end of a line.
  const [head, ...lines] = text.match(/(?:"[^"]*"|[^"\r\n])+(?=\r\n)/g)
  const separator = head.includes(";") ? ";" : ","
  const quoted = /["\r\n]/.test(address) || address.includes(separator) ? `"${address.replaceAll('"', '""')}"` : address
  const chosen = lines.filter((line) => ids.has(line.slice(0, line.indexOf(separator))))
  const made = [`${head}${separator}urval\r\n`, ...chosen.map((line) => `${line}${separator}${quoted}\r\n`)]
  return new Blob(made, { type: "text/csv" })
}

const LOOKS = ["sortera", "gruppera", "kolumner"] // which change nothing in the file

// What the file is called: the table, and what is chosen of it.
function nameOf(table, address, ending) {
  const chosen = [...address.searchParams].filter(([key]) => !LOOKS.includes(key)).map(([key, value]) => plain(`${key} ${value}`))
  return `${[table, ...chosen].join("_").slice(0, LONGEST)}${ending}`
}

function save(blob, name) {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
