// The cells of the explorer's table, which are written as the program writes them. All is text.

const NAMED_ALSO = ["objekt", "niva", "satsning", "ansvarig", "beslut", "verdikt"] // where rows are blocks

function cellsOf(data) {
  const { register: { ord, namn, kolumner, sidor, utan_sida, arssidor, omradessidor } } = data
  const label = (name, value) => (Object.hasOwn(namn[name] ?? {}, value) ? namn[name][value] : value)
  const nothing = () => [element("span", { "aria-hidden": "true" }, "–"), element("span", { class: "endast-lasare" }, ord.inget)]
  const mark = (kind, value) => element("span", { class: `${kind} ${kind}-${value}` }, label(kind, value))
  const beside = (words) => element("span", { class: "angivet" }, ` ${words}`)
  const pageOf = (id) => filled(sidor.beslut, { id })

  // A value by its name, which leads to its page; of an område to that of the year, where it has one.
  function named(name, id, row) {
    const ofYear = { ar: arssidor[id], omrade: omradessidor[valuesOf(data, "ar", row)[0]]?.[id] }[name]
    if (!ofYear && (!sidor[name] || utan_sida[name]?.includes(id))) return label(name, id)
    return link(ofYear ?? filled(sidor[name], { id }), label(name, id))
  }

  // Where a row's amount stands on its decision's page.
  function placeOfAmount(row) {
    const [beslut, ...keys] = wayTo(data, row)
    return `${pageOf(beslut)}#belopp-${keys.join("--")}`
  }

  function nameCell(row) {
    const [beslut] = wayTo(data, row)
    const [niva] = valuesOf(data, "niva", row)
    const whole = data.namn[data.inuti[row]] ?? data.om_beslut[beslut][0]
    const part = element("span", { class: "not" }, filled(ord.del_av, { namn: whole }))
    return element("th", { scope: "row" }, link(placeOfAmount(row), data.namn[row]),
      ...(["insats", "omrade", "aktivitet"].includes(niva) ? [] : [part]))
  }

  function amountCell(row) {
    const amount = data.says(row)
      ? link(placeOfAmount(row), data.text.get(row) ?? kronor(data.kr[row]))
      : element("span", { class: "ej-angivet" }, data.avslag.has(row) ? ord.avslag : ord.ej_angivet)
    if (data.says(row)) amount.className = "belopp"
    const cell = element("td", { class: "tal" }, amount, ...valuesOf(data, "bredvid", row).map(beside))
    const [how, path] = data.rattad.get(row) ?? []
    if (path) {
      const text = element("span", { class: "endast-lasare" }, ` ${how}`)
      const corrected = link(path, element("span", { class: "verdikt rattad" }, ord.rattad), text)
      corrected.className = "marke"
      corrected.title = `${ord.rattad} ${how}`
      cell.append(" ", corrected)
    }
    return cell
  }

  function contentOf(name, row) {
    const values = valuesOf(data, name, row)
    if (name === "omrade" && !values.length) return [ord.utan_omrade]
    if (name === "kalla" && values.length) return [link(pageOf(valuesOf(data, "beslut", row)[0]) + values[1], values[0])]
    if (name === "beslut") return [link(pageOf(values[0]), data.om_beslut[values[0]][0])]
    if (name === "status" || name === "verdikt") return values.length ? values.flatMap((value) => [mark(name, value), " "]) : nothing()
    const content = values.flatMap((value, at) => [...(at ? ["; "] : []), named(name, value, row)])
    if (name === "mottagare") {
      const [printed] = valuesOf(data, "mottagare_angivet", row)
      if (printed && printed !== label(name, values[0])) content.push(beside(filled(ord.i_handlingen, { vad: printed })))
      const ansvarig = valuesOf(data, "ansvarig", row).join("; ")
      if (ansvarig) content.push(element("span", { class: "not" }, `${kolumner.ansvarig}: ${ansvarig}`))
    }
    return content.length ? content : nothing()
  }

  function cell(name, row) {
    if (name === "namn") return nameCell(row)
    if (name === "belopp") return amountCell(row)
    const made = element("td", name === "kalla" ? { class: name } : {}, ...contentOf(name, row))
    if (NAMED_ALSO.includes(name)) made.dataset.kolumn = kolumner[name]
    return made
  }

  return { cell, label, mark, nothing }
}

// A link to another page of the site. Whatever its address is, it does not lead away from there.
const link = (path, ...content) => element("a", { href: `../${path}` }, ...content)

const grouped = (number) => String(number).replace("-", "\u2212").replace(/\B(?=(\d{3})+$)/g, "\u00a0")
const kronor = (kr) => `${grouped(kr)}\u00a0kr`
const filled = (words, values) => words.replace(/\[(\w+)\]/g, (all, name) => values[name] ?? all)

function element(name, attributes, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

function button(text, act) {
  const made = element("button", { type: "button" }, text)
  made.addEventListener("click", act)
  return made
}
