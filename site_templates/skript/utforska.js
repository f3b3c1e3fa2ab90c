// The explorer: what is chosen stands in the address, and the table shows it a page at a time. All
// that comes from the data is put on the page as text; its words come with the data.

const FEW = 20 // values of a choice that are shown at first
const MANY_RANGES = 3
const IN_ORDER = ["status", "niva", "verdikt", "belopp"] // of their own, and not by name
const collator = new Intl.Collator("sv", { numeric: true })

export async function start() {
  const place = document.querySelector("[data-utforska]")
  try {
    explore(place, await load())
  } catch (trouble) {
    place.replaceChildren(element("p", { class: "av-skript" }, place.dataset.fel))
    throw trouble
  }
}

function explore(place, data) {
  const { register, columns } = data
  const { ord, namn, kolumner, val, per_sida: size } = register
  const { cell, label, mark, nothing } = cellsOf(data)
  const table = document.getElementById(place.dataset.utforska)
  const box = table.closest(".tabell")
  const whole = box.nextElementSibling // where all of the table is downloaded
  const written = { body: table.tBodies[0], foot: table.tFoot, caption: table.caption.textContent }
  const texts = new Texts(data)
  const isSaid = (name) => !columns[name] || columns[name].cells.length > 0 // by any row
  const ranks = new Map()
  let choice = choiceIn(register, new URLSearchParams(location.search))
  let shown // what is chosen now, and how it counts

  const many = (words, n) => filled(words[n === 1 ? 0 : 1], { n: grouped(n) })

  // The form, and what it comes to.
  const facets = new Map(val.filter(isSaid).map((name) => [name, facet(name)]))
  const field = (name, type, extra = {}) => {
    const input = element("input", { type, id: `val-${name}`, autocomplete: "off", ...extra })
    input.value = choice[name] ?? ""
    return [input, element("div", {}, element("label", { for: input.id }, ord[name === "q" ? "fritext" : name]), input)]
  }
  const columnChoice = columnFold()
  const [q, ofQ] = field("q", "search")
  const [fran, ofFran] = field("fran", "text", { inputmode: "numeric" })
  const [till, ofTill] = field("till", "text", { inputmode: "numeric" })
  const group = element("select", { id: "val-gruppera" }, new Option(ord.ingen_grupp, ""),
    ...register.grupper.filter(isSaid).map((name) => new Option(kolumner[name], name)))
  const ofGroup = element("div", {}, element("label", { for: group.id }, ord.gruppera), group)
  const inner = element("details", { class: "utforska-val" }, element("summary", {}, ord.valj),
    element("div", { class: "utforska-falt" }, ofQ, ofFran, ofTill, ofGroup),
    element("div", { class: "utforska-facetter" }, ...[...facets.values()].map(({ fold }) => fold), columnChoice.fold))
  inner.open = matchMedia("(min-width: 44rem)").matches
  const form = element("form", { class: "urval av-skript", "aria-label": ord.valj }, inner)
  const chips = element("ul", { class: "utforska-valda" })
  const sum = element("output", { class: "utforska-summa" })
  const acts = element("p", { class: "utforska-gor" })
  const answer = element("div", { class: "av-skript" }, chips, sum, acts)
  const pager = element("nav", { class: "bladdra av-skript", "aria-label": ord.sidor })
  place.replaceChildren(form, answer)
  box.after(pager)

  form.addEventListener("submit", (event) => event.preventDefault())
  q.addEventListener("input", () => change({ q: q.value.trim() }, "replaceState")) // not a step a letter
  for (const [name, input] of [["fran", fran], ["till", till]]) {
    input.addEventListener("change", () => {
      const kr = kronorIn(input.value)
      input.setCustomValidity(kr === null && input.value.trim() ? ord.ej_kronor : "")
      if (input.reportValidity()) change({ [name]: kr })
    })
  }
  group.addEventListener("change", () => change({ gruppera: group.value }))
  addEventListener("popstate", () => {
    choice = choiceIn(register, new URLSearchParams(location.search))
    show()
  })
  show()
  texts.readOn()
  const rest = window.requestIdleCallback ?? setTimeout
  rest(() => rankOf("namn"))

  // Something else is chosen. But for the page, the table then begins anew. The way back is to what
  // was chosen before.
  function change(what, step = "pushState") {
    choice = { ...choice, sida: 1, ...what }
    const address = addressOf(choice)
    if (address.href !== location.href) history[step](history.state, "", address)
    show()
  }

  function show() {
    const chosen = choose(data, choice, texts)
    const role = roles(data, chosen.rows)
    shown = { ...chosen, role }
    const every = lines()
    const pages = Math.max(1, Math.ceil(every.length / size))
    choice.sida = Math.min(choice.sida, pages)
    table.tHead.replaceChildren(head())
    if (isDefault()) restore()
    else fill(every, pages)
    fields()
    if (whole?.matches(".ladda-ner")) whole.hidden = !isDefault()
    chips.replaceChildren(...chosenNow().map(chip))
    sum.textContent = told()
    acts.replaceChildren(...ways())
    turn(pages)
    for (const { update } of [...facets.values(), columnChoice]) update()
  }

  function isDefault() {
    return !["sortera", "gruppera", "kolumner"].some((name) => choice[name].length) && choice.sida === 1 && !chosenNow().length
  }

  function restore() {
    table.tBodies[0].replaceWith(written.body)
    if (written.foot) table.append(written.foot)
    table.caption.textContent = written.caption
    for (const extra of [...table.tBodies].slice(1)) extra.remove()
  }

  // What is in the fields where something else than they changed the choice.
  function fields() {
    for (const [name, input] of [["q", q], ["fran", fran], ["till", till]]) {
      if (document.activeElement === input) continue
      input.value = choice[name] ?? ""
      input.setCustomValidity("")
    }
    group.value = choice.gruppera
  }

  // All that is chosen, each with what the choice would be without it.
  function chosenNow() {
    const of = val.flatMap((name) => choice[name].map((value) => ({
      text: `${kolumner[name]}: ${label(name, value)}`,
      without: { [name]: choice[name].filter((other) => other !== value) },
    })))
    const [low, high] = [choice.fran, choice.till].map((kr) => (kr === null ? null : grouped(kr)))
    if (low !== null || high !== null) {
      const how = low === null ? ord.belopp_hogst : high === null ? ord.belopp_minst : ord.belopp_mellan
      of.push({ text: filled(how, { fran: low, till: high }), without: { fran: null, till: null } })
    }
    if (choice.q) of.push({ text: filled(ord.ord, { q: choice.q }), without: { q: "" } })
    return of
  }

  function chip({ text, without }) {
    const remove = button(`${text} ×`, () => {
      change(without)
      ;(chips.querySelector("button") ?? inner.querySelector("summary")).focus()
    })
    remove.setAttribute("aria-label", filled(ord.ta_bort, { namn: text }))
    return element("li", {}, remove)
  }

  // What the chosen rows come to, what that covers, and what it does not.
  function told() {
    const { rows, role, undotted } = shown
    if (!rows.length) return choice.till !== null && choice.fran > choice.till ? ord.omvant : ord.inga
    const number = new Array(8).fill(0)
    for (const row of rows) number[role[row]]++
    const sums = [...totals(data, rows, role)].map(([status, total]) =>
      filled(ord.summa_av, { kr: amountOf(total), status: register.om_kronor[status], rader: many(ord.rader, total.rows) }))
    const beside = [[PART, ord.delar], [SAME, ord.samma], [SUBSET, ord.varav], [DEAD, ord.doda], [NONE, ord.utan], [REFUSED, ord.avslagna]]
    const parts = beside.filter(([of]) => number[of]).map(([of, words]) => many(words, number[of]))
    return [
      `${many(ord.rader, rows.length)}: ${[sums.join(", ") || ord.inga_pengar, ...parts, ...ofYears()].join("; ")}.`,
      ...undotted.map((word) => filled(ord.utan_prickar, { ord: word }) + "."),
    ].join(" ")
  }

  // A year is chosen: amounts for several years count whole, and parts for it may stand elsewhere.
  function ofYears() {
    const { rows, role, missed, which, tests } = shown
    if (!choice.ar.length) return []
    const several = rows.filter((row) => data.flera_ar.has(row) && role[row] === COUNTS)
    const own = tests.findIndex(({ name }) => name === "niva")
    const others = data.kr.filter((_, row) => missed[row] === 1 && which[row] === own &&
      valuesOf(data, "niva", row)[0] === "arsdel" && data.inuti[row] >= 0 &&
      !choice.ar.includes(valuesOf(data, "ar", data.inuti[row])[0]))
    return [
      ...(several.length ? [many(ord.flera_ar, several.length)] : []),
      ...(others.length ? [filled(many(ord.andra_ars, others.length), { niva: label("niva", "arsdel") })] : []),
    ]
  }

  function amountOf({ kr, stated, kinds, ranges }) {
    const words = Object.keys(register.typord).filter((kind) => kinds.has(kind)).map((kind) => register.typord[kind])
    const beside = ranges.length > MANY_RANGES
      ? filled(ord.manga_intervall, { n: grouped(ranges.length) })
      : ranges.map(([low, high]) => `${grouped(low)}–${kronor(high)}`).join(", ")
    if (!stated) return beside
    const amount = [...words, kronor(kr)].join(" ")
    return beside ? `${amount}, ${filled(ord.intervall, { vad: beside })}` : amount
  }

  function ways() {
    const address = addressOf({ ...choice, sida: 1 }) // of all its pages
    const heard = element("output", { class: "endast-lasare" })
    const copy = button(ord.kopiera, async () => {
      await navigator.clipboard.writeText(address.href)
      copy.textContent = heard.textContent = ord.kopierat
    })
    const clear = button(ord.rensa, () => {
      change(choiceIn(register, new URLSearchParams()))
      inner.querySelector("summary").focus()
    })
    return [
      ...(navigator.clipboard ? [copy, heard] : []),
      ...(isDefault() ? [] : [clear]),
      ...(shown.rows.length ? [downloads(address)] : []),
      ...feeds(),
    ]
  }

  function downloads(address) {
    const here = new Set(shown.rows.map((row) => data.tabell[row]))
    const links = [...here].sort().flatMap((at) => register.tabeller[at].filer.map(([name, ending, path]) => {
      const { tabell, namn } = register.tabeller[at]
      return button(here.size > 1 ? `${namn}: ${name}` : name, async () => {
        const ids = new Set(shown.rows.filter((row) => data.tabell[row] === at).map((row) => wayTo(data, row).join("/")))
        save(await cut(path, ids, address.href), nameOf(tabell, address, ending))
      })
    }))
    return element("span", { class: "utforska-filer" }, ord.ladda_ner, " ", ...links)
  }

  function feeds() {
    const of = val.flatMap((name) => choice[name].map((value) => [name, value]))
    if (of.length !== 1) return []
    const [name, id] = of[0]
    const path = register.floden[name]
    const isKnown = columns[name].cells.some((cell) => [cell].flat().includes(id))
    if (!path || !isKnown || register.utan_sida[name]?.includes(id)) return []
    return [link(filled(path, { id }), filled(ord.folj, { namn: label(name, id) }))]
  }

  // What may be chosen of one thing, with how many rows each would give.
  function facet(name) {
    const list = element("div", { role: "group", "aria-label": kolumner[name] })
    const number = element("span", {})
    const fold = element("details", {}, element("summary", {}, kolumner[name], number), list)
    const boxes = new Map()
    let all = false
    const more = button("", () => {
      all = true
      update()
    })
    const update = () => {
      const chosen = choice[name]
      number.textContent = chosen.length ? ` (${chosen.length})` : ""
      if (!fold.open) return
      const now = counts(data, shown, name)
      if (!boxes.size) build(now)
      for (const value of chosen) if (!boxes.has(value)) add(value)
      let room = FEW
      let hidden = 0
      for (const [value, { line, box, count }] of boxes) {
        const rows = now.get(value) ?? 0
        const isChosen = chosen.includes(value) || (name === "niva" && !chosen.length && value === "insats")
        if (box.checked !== isChosen) box.checked = isChosen
        const isShown = isChosen || (rows > 0 && (all || room > 0))
        if (isShown) room--
        else if (rows) hidden++
        if (line.hidden === isShown) line.hidden = !isShown // writing takes longer than reading
        if (isShown) count.textContent = ` (${grouped(rows)})`
      }
      more.hidden = !hidden
      more.textContent = filled(ord.fler, { n: grouped(hidden + FEW) })
    }
    const build = (now) => {
      const known = Object.keys(namn[name] ?? {})
      const byName = (one, other) => collator.compare(label(name, one), label(name, other))
      const values = [...now.keys()].sort(byName)
      if (name === "ar") values.reverse()
      else if (IN_ORDER.includes(name)) values.sort((one, other) => known.indexOf(one) - known.indexOf(other))
      else if (values.length > FEW) values.sort((one, other) => now.get(other) - now.get(one))
      values.forEach(add)
      list.append(more)
    }
    const add = (value) => {
      const box = element("input", { type: "checkbox", name, value })
      const count = element("span", {})
      const line = element("label", {}, box, element("span", {}, label(name, value), count))
      box.addEventListener("change", () => change({ [name]: [...boxes].filter(([, { box }]) => box.checked).map(([value]) => value) }))
      boxes.set(value, { line, box, count })
      list.insertBefore(line, more.parentNode === list ? more : null)
    }
    fold.addEventListener("toggle", update)
    return { fold, update }
  }

  function visible() {
    return [...ALWAYS, ...(choice.kolumner.length ? choice.kolumner : register.fran_borjan)]
  }

  // Which columns there are, besides those that always are.
  function columnFold() {
    const list = element("div", { role: "group", "aria-label": ord.visade })
    const fold = element("details", {}, element("summary", {}, ord.visade), list)
    const boxes = Object.keys(kolumner).filter((name) => !ALWAYS.includes(name) && isSaid(name)).map((name) => {
      const box = element("input", { type: "checkbox", value: name })
      box.addEventListener("change", () => {
        const now = boxes.filter((each) => each.checked).map(({ value }) => value)
        change({ kolumner: now.join() === register.fran_borjan.join() ? [] : now, sida: choice.sida })
      })
      list.append(element("label", {}, box, element("span", {}, kolumner[name])))
      return box
    })
    const update = () => {
      for (const box of boxes) box.checked = visible().includes(box.value)
    }
    return { fold, update }
  }

  // The table.
  function head() {
    return element("tr", {}, ...visible().map((name) => {
      const isThis = choice.sortera.replace("-", "") === name
      const isFalling = choice.sortera.startsWith("-")
      const sort = button(kolumner[name], () => {
        change({ sortera: isThis && !isFalling ? `-${name}` : name })
        table.tHead.querySelectorAll("button")[visible().indexOf(name)].focus()
      })
      const th = element("th", { scope: "col" }, sort)
      if (name === "belopp") th.className = "tal"
      if (isThis) th.setAttribute("aria-sort", isFalling ? "descending" : "ascending")
      return th
    }))
  }

  // The rows or the groups that the table has, in order.
  function lines() {
    if (choice.gruppera) return groups()
    const name = choice.sortera.replace("-", "")
    if (!name) return shown.rows
    return sorted(shown.rows, rankOf(name), choice.sortera.startsWith("-"))
  }

  // What is not stated comes last, whichever way the rest goes.
  function sorted(items, rank, isFalling) {
    const keys = items.map(rank)
    const order = [...new Set(keys)].filter((key) => key !== null).sort((a, b) => (a > b) - (a < b))
    if (isFalling) order.reverse()
    const places = new Map([...order, null].map((key) => [key, []]))
    items.forEach((item, at) => places.get(keys[at]).push(item))
    return [...places.values()].flat()
  }

  // What rows are put in order by, as numbers.
  function rankOf(name) {
    if (name === "belopp") return (row) => data.kr[row] ?? data.intervall.get(row)?.[0][0] ?? null
    if (!ranks.has(name)) {
      const texts = name === "namn" ? [...new Set(data.namn)] : columns[name].cells.map((cell) => wordsOf(name, cell))
      const places = new Map([...texts].sort(collator.compare).map((text, at) => [text, at]))
      ranks.set(name, name === "namn" ? data.namn.map((text) => places.get(text)) : texts.map((text) => places.get(text)))
    }
    const rank = ranks.get(name)
    if (name === "namn") return (row) => rank[row]
    const { codes } = columns[name]
    return (row) => rank[codes[row]] ?? null
  }

  function wordsOf(name, cell) {
    if (name === "beslut") return data.om_beslut[cell][0]
    if (name === "kalla") return cell[0]
    return [cell].flat().map((value) => label(name, value)).join("; ")
  }

  function groups() {
    const { codes, cells } = columns[choice.gruppera]
    const of = new Map()
    for (const row of shown.rows) {
      if (!of.has(codes[row])) of.set(codes[row], [])
      of.get(codes[row]).push(row)
    }
    const made = [...of].map(([code, rows]) => ({ value: cells[code], rows, sums: totals(data, rows, shown.role) }))
    const named = rankOf(choice.gruppera)
    const kr = ({ sums }) => [...sums.values()].reduce((most, each) => (each.kr > most ? each.kr : most), 0n)
    const isByAmount = choice.sortera.endsWith("belopp")
    const isFalling = isByAmount ? choice.sortera.startsWith("-") : choice.gruppera === "ar" || choice.sortera.startsWith("-")
    const rank = isByAmount ? (each) => (each.value !== undefined && each.sums.size ? kr(each) : null) : ({ rows }) => named(rows[0])
    return sorted(made, rank, isFalling)
  }

  function fill(every, pages) {
    const from = (choice.sida - 1) * size
    const here = every.slice(from, from + size)
    const body = element("tbody", {}, ...here.map(choice.gruppera ? groupLine : line))
    for (const old of [...table.tBodies].slice(1)) old.remove()
    table.tBodies[0].replaceWith(body)
    table.tFoot?.remove()
    const now = chosenNow().map(({ text }) => text).join("; ")
    table.caption.textContent = [
      now ? filled(ord.urval, { val: now, n: grouped(shown.rows.length), alla: grouped(data.count) }) : written.caption,
      ...(pages > 1 ? [filled(ord.del, { forsta: grouped(from + 1), sista: grouped(from + here.length), n: grouped(every.length) })] : []),
    ].join(" ")
  }

  function line(row) {
    return element("tr", {}, ...visible().map((name) => cell(name, row)))
  }

  // A group: what it is, what it comes to, and its rows when they are asked for.
  function groupLine({ value, rows, sums }) {
    const name = choice.gruppera
    const unfold = button(many(ord.visa_rader, rows.length), () => {
      const isOpen = opened.length > 0
      unfold.setAttribute("aria-expanded", !isOpen)
      for (const each of opened) each.remove()
      opened = isOpen ? [] : rows.slice(0, size).map(line)
      if (!isOpen && rows.length > size && val.includes(name) && value !== undefined) opened.push(onlyThese(name, value, rows))
      tr.after(...opened)
    })
    unfold.setAttribute("aria-expanded", "false")
    const title = value === undefined ? ord.ingen : wordsOf(name, value)
    const amounts = [...sums].map(([status, total]) => element("span", { class: "utforska-delsumma" },
      element("span", { class: "belopp" }, amountOf(total)), " ", mark("status", status)))
    const tr = element("tr", { class: "utforska-grupp" }, element("th", { scope: "row" }, title),
      element("td", { class: "tal" }, ...(amounts.length ? amounts : nothing())),
      element("td", { colspan: visible().length - 2 }, unfold))
    let opened = []
    return tr
  }

  function onlyThese(name, value, rows) {
    const all = button(filled(ord.alla_i_gruppen, { n: grouped(rows.length) }), () => {
      change({ [name]: [value], gruppera: "" })
      box.focus()
    })
    return element("tr", {}, element("td", { colspan: visible().length }, all))
  }

  function turn(pages) {
    const step = (to, words) => button(words, () => {
      change({ sida: to })
      box.scrollIntoView()
      box.focus()
    })
    pager.hidden = pages < 2
    pager.replaceChildren(
      ...(choice.sida > 1 ? [step(choice.sida - 1, `← ${ord.forra}`)] : []),
      element("span", {}, filled(ord.sida, { n: grouped(choice.sida), alla: grouped(pages) })),
      ...(choice.sida < pages ? [step(choice.sida + 1, `${ord.nasta} →`)] : []),
    )
  }
}
