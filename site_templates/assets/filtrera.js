// Lets the reader choose which rows of a table to see. What is chosen stands in the address, so
// that it can be shared. Without scripts every row is shown. The table says what to choose by in
// `data-urval`, as "ar:År utfall:Utfall"; in each row the element with that `data-filter` has
// the value: its `data-varde`, else its text.
for (const table of document.querySelectorAll("table[data-urval]")) {
  const filters = table.dataset.urval.split(" ").map((one) => one.split(":"))
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, values: valuesOf(row, filters) }))
  const address = new URLSearchParams(location.search)

  const form = document.createElement("form")
  form.className = "urval av-skript"
  form.setAttribute("aria-label", `Välj rader: ${table.caption.textContent.trim()}`)
  form.addEventListener("submit", (event) => event.preventDefault())
  const selects = filters.map(([name, label]) => {
    const select = document.createElement("select")
    select.name = name
    select.append(new Option("Alla", ""))
    for (const [value, text] of choices(rows, name)) select.append(new Option(text, value))
    if ([...select.options].some((one) => one.value === address.get(name))) {
      select.value = address.get(name)
    }
    select.addEventListener("change", () => choose())
    select.id = `valj-${table.id}-${name}`
    const words = document.createElement("label")
    words.htmlFor = select.id
    words.textContent = label
    const together = document.createElement("div")
    together.append(words, select)
    form.append(together)
    return select
  })

  const all = document.createElement("button")
  all.type = "button"
  all.textContent = "Visa alla"
  all.addEventListener("click", () => {
    for (const select of selects) select.value = ""
    selects[0].focus()
    choose()
  })
  const count = document.createElement("output")
  // What is chosen is said outside of the form, which is not printed.
  count.className = "urval-svar av-skript"
  form.append(all)
  table.closest(".tabell").before(form, count)
  const around = table.closest("details")
  if (around && selects.some(({ value }) => value)) around.open = true
  show()

  function choose() {
    const now = new URL(location.href)
    for (const { name, value } of selects) {
      if (value) now.searchParams.set(name, value)
      else now.searchParams.delete(name)
    }
    history.replaceState(history.state, "", now)
    show()
  }

  function show() {
    const chosen = selects.filter(({ value }) => value)
    for (const { row, values } of rows) {
      row.hidden = chosen.some(({ name, value }) => values[name].value !== value)
    }
    const left = rows.filter(({ row }) => !row.hidden).length
    all.hidden = chosen.length === 0
    count.textContent = chosen.length
      ? `Visar ${left} av ${rows.length} rader: ${names(chosen)}. Filerna att ladda ner har alla.`
      : `Visar alla ${rows.length} rader.`
  }
}

// What is chosen, in words.
function names(chosen) {
  return chosen.map((select) => `${select.labels[0].textContent} ${select.selectedOptions[0].text}`).join(", ")
}

function valuesOf(row, filters) {
  return Object.fromEntries(
    filters.map(([name]) => {
      const holder = row.querySelector(`[data-filter="${name}"]`)
      const text = holder?.textContent.trim() ?? ""
      return [name, { value: holder?.dataset.varde ?? text, text }]
    }),
  )
}

// As they first stand in the table; numbers, such as years, with the highest first.
function choices(rows, name) {
  const found = new Map(rows.map(({ values }) => [values[name].value, values[name].text]))
  found.delete("")
  const pairs = [...found]
  return pairs.every(([value]) => /^\d+$/.test(value)) ? pairs.sort(([a], [b]) => b - a) : pairs
}
