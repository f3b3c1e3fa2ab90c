// The fields to search in, and what they find. All that comes from the index is put on the page as
// text. The field of the header is a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/);
// the page to search on has its results as a list of links, with ways to choose among them.
import { ask, at, choices, marks, shown } from "./fraga.js"

const SITE = new URL("../../", import.meta.url)
const [FEW, MANY] = [8, 20]
const PAUSE = 500 // milliseconds; who listens is told of the answer when the writing rests

export const start = (form) => (form.dataset.sok === "sida" ? page(form) : combobox(form))

function combobox(form) {
  const field = form.elements.q
  const told = element("div", { class: "sok-besked" })
  const list = element("div", { role: "listbox", id: "sok-traffar", "aria-label": "Träffar" })
  const all = element("a", { class: "sok-alla" })
  const close = element("button", { type: "button", class: "sok-stang" }, "Stäng")
  const panel = element("div", { class: "sok-panel" }, told, list, element("div", { class: "sok-fot" }, all, close))
  const status = statusOf(form)
  form.append(panel)
  let active = -1

  const search = latest(async () => {
    const text = field.value.trim()
    const found = text && (await answerTo(text))
    const hits = found ? await hitsOf(found.answer, found.answer.pages.slice(0, FEW)) : []
    return () => {
      const count = found ? found.answer.pages.length : 0
      told.replaceChildren(...(found ? aboutAnswer(found, "p") : [element("p", {}, "Skriv ord, årtal, belopp eller diarienummer.")]))
      list.replaceChildren(...hits.map(option))
      all.href = searchPage(text)
      all.textContent = count > FEW ? `Visa alla ${counted(count)}` : "Öppna söksidan"
      status(found ? told : undefined)
      choose(-1)
      show()
    }
  }, (trouble) => {
    told.replaceChildren(...trouble)
    list.replaceChildren()
    status(told)
    show()
  })

  // Who only passes the field on the way through the page does not have the page covered.
  function show() {
    const isWanted = form.contains(document.activeElement) && Boolean(field.value.trim() || form.back)
    form.classList.toggle("sok-oppen", isWanted)
    panel.hidden = !isWanted
    list.hidden = !list.children.length
    field.setAttribute("aria-expanded", isWanted && !list.hidden)
  }

  function hide() {
    form.classList.remove("sok-oppen")
    panel.hidden = true
    field.setAttribute("aria-expanded", "false")
    choose(-1)
  }

  function leave() {
    const { back } = form
    hide()
    if (back === document.body) field.blur()
    else (back ?? field).focus()
    hide() // the field opens when it gets focus
  }

  function choose(at) {
    active = at
    for (const [which, each] of [...list.children].entries()) each.setAttribute("aria-selected", which === at)
    const chosen = list.children[at]
    if (!chosen) return field.removeAttribute("aria-activedescendant")
    field.setAttribute("aria-activedescendant", chosen.id)
    chosen.scrollIntoView({ block: "nearest" })
  }

  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": list.id, "aria-autocomplete": "list", "aria-expanded": "false" })) {
    field.setAttribute(name, value)
  }
  field.addEventListener("input", search)
  field.addEventListener("focus", search)
  field.addEventListener("keydown", (event) => {
    const count = panel.hidden ? 0 : list.children.length
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && panel.hidden) search()
    else if (step && count) choose(((active + 1 + step + count + 1) % (count + 1)) - 1)
    else if (event.key === "Enter" && active >= 0) {
      const { ctrlKey, metaKey, shiftKey } = event
      list.children[active].dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }))
    } else return
    event.preventDefault()
  })
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return
    event.preventDefault()
    leave()
  })
  form.addEventListener("mousedown", (event) => {
    if (event.target !== field) event.preventDefault() // the focus stays in the field
  })
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.contains(relatedTarget)) hide()
  })
  close.addEventListener("click", leave)
  // The keys of a phone cover what is under them.
  visualViewport?.addEventListener("resize", () => form.style.setProperty("--sok-hojd", `${visualViewport.height}px`))
  hide()
  if (document.activeElement === field) search()

  function option(hit, at) {
    return element("a", { role: "option", id: `sok-traff-${at}`, href: hit.link, tabindex: "-1" },
      element("span", { class: "sok-titel" }, ...hit.title),
      element("span", { class: "sok-slag" }, [hit.kind, hit.amount].filter(Boolean).join(" · ")),
      element("span", { class: "sok-mening" }, ...hit.sentence))
  }
}

function page(form) {
  const field = form.elements.q
  const status = statusOf(form)
  const told = element("div", { class: "sok-besked" })
  const filters = element("div", { class: "urval" })
  const list = element("ol", { class: "sok-traffar" })
  const more = element("button", { type: "button", class: "sok-fler" })
  form.after(element("div", { class: "sok-svar av-skript" }, told, filters, list, more))
  const title = document.title
  const isOwnPage = new URL(form.action).pathname === location.pathname
  const address = new URLSearchParams(isOwnPage ? location.search : "")
  field.value = address.get("q") ?? wordsOfAddress()
  let chosen = Object.fromEntries(address)
  let count = MANY

  const search = latest(async () => {
    const text = field.value.trim()
    const found = text && (await answerTo(text))
    const ways = await choices()
    const pages = found ? found.answer.pages : []
    const holds = (id, but) => ways.every((way) => way === but || !chosen[way.id] || way.of(id).includes(chosen[way.id]))
    const fitting = pages.filter((id) => holds(id))
    const hits = found ? await hitsOf(found.answer, fitting.slice(0, count)) : []
    return () => {
      told.replaceChildren(...(found ? aboutAnswer(found, "h2", fitting.length) : []))
      filters.replaceChildren(...(pages.length ? ways.flatMap((way) => filter(way, pages.filter((id) => holds(id, way)))) : []))
      list.replaceChildren(...hits.map(item))
      more.hidden = fitting.length <= count
      more.textContent = `Visa fler (${fitting.length - count} till)`
      status(told)
      if (!isOwnPage) return
      document.title = text ? `${text} – ${title}` : title
      const now = new URL(location.href)
      now.search = new URLSearchParams(Object.entries({ ...chosen, q: text }).filter(([, value]) => value))
      history.replaceState(history.state, "", now)
    }
  }, (trouble) => {
    told.replaceChildren(...trouble)
    for (const part of [filters, list]) part.replaceChildren()
    more.hidden = true
    status(told)
  })

  function filter(way, pages) {
    const counts = new Map()
    for (const value of pages.flatMap(way.of)) counts.set(value, (counts.get(value) ?? 0) + 1)
    if (counts.size < 2 && !chosen[way.id]) return []
    const id = `sok-${way.id}`
    const select = element("select", { id }, new Option("Alla", ""))
    const values = [...counts].sort(([a, one], [b, other]) => way.order?.(a, b) ?? other - one)
    for (const [value, pages] of values) select.append(new Option(`${way.called?.(value) ?? value} (${pages})`, value))
    select.value = counts.has(chosen[way.id]) ? chosen[way.id] : ""
    select.addEventListener("change", async () => {
      chosen = { ...chosen, [way.id]: select.value }
      count = MANY
      await search()
      document.getElementById(id)?.focus()
    })
    return [element("div", {}, element("label", { for: id }, way.label), select)]
  }

  more.hidden = true
  more.addEventListener("click", async () => {
    const before = count
    count += MANY
    await search()
    list.children[before]?.querySelector("a").focus()
  })
  field.addEventListener("input", () => {
    chosen = {}
    count = MANY
    search()
  })
  form.addEventListener("submit", (event) => {
    if (!isOwnPage) return
    event.preventDefault()
    search()
  })
  if (field.value) search()

  function item(hit) {
    const amount = hit.amount && element("a", { href: at(hit.address, hit.amount), class: "belopp" }, hit.amount)
    return element("li", {},
      element("a", { href: hit.link, class: "sok-titel" }, ...hit.title),
      element("span", { class: "sok-slag" }, hit.kind, ...(amount ? [" · ", amount] : [])),
      element("span", { class: "sok-mening" }, ...hit.sentence))
  }
}

// The answer that is shown: to what was asked, or where it finds nothing to what may have been meant.
async function answerTo(text) {
  const first = await ask(text)
  const isMeant = !first.pages.length && first.instead.length > 0
  return { first, answer: isMeant ? await ask(first.instead[0]) : first }
}

// What is shown of some pages. Where a number was asked for, the links lead to it on the page.
async function hitsOf({ words }, pages) {
  const number = words.find(({ term }) => /^\d{5,}$/.test(term))?.term.replace(/\B(?=(\d{3})+$)/g, "\u00a0")
  const hits = await shown(pages)
  return Promise.all(hits.map(async (hit) => ({
    ...hit,
    link: number ? at(hit.address, number) : hit.address,
    title: await marked(hit.title, words),
    sentence: await marked(hit.sentence, words),
  })))
}

// What is said above the results, with ways on where there are none.
function aboutAnswer({ first, answer }, heading, fitting = answer.pages.length) {
  const { missing, instead, rest, pages, question } = first
  const total = answer.pages.length
  const count = fitting === total ? counted(total) : `${fitting} av ${counted(total)}`
  const said = []
  if (missing.length || !pages.length) {
    const nowhere = missing.length ? missing.map(({ start, end }) => `»${question.slice(start, end)}«`).join(" och ") : `»${question}«`
    said.push(element(heading, { class: "sok-antal" }, `Inga träffar för ${nowhere}`))
  } else if (first.most) said.push(element(heading, { class: "sok-antal" }, "Ingen sida har alla orden"), element("p", {}, `Närmast kommer ${count}:`))
  else said.push(element(heading, { class: "sok-antal" }, count))
  if (instead.length) {
    const links = instead.flatMap((text, at) => [at ? " eller " : "", element("a", { href: searchPage(text) }, text)])
    said.push(element("p", { class: "sok-menade" }, "Menade du ", ...links, "?", pages.length || !total ? "" : ` Det ger ${count}:`))
  }
  if (!total) {
    const ways = [["utforska/", "Leta i tabellen med alla insatser"], ["ordlista/", "Slå upp ett ord i ordlistan"], ["sok/#hittar-du-inte", "Begär ut en handling"]]
    const links = ways.map(([address, text]) => element("a", { href: new URL(address, SITE) }, text))
    if (rest) links.unshift(element("a", { href: searchPage(rest) }, `Sök bara på »${rest}«`))
    said.push(element("ul", {}, ...links.map((link) => element("li", {}, link))))
  }
  return said
}

const counted = (number) => (number === 1 ? "1 träff" : `${number} träffar`)

function searchPage(text) {
  const there = new URL("sok/", SITE)
  there.searchParams.set("q", text)
  return there
}

// Where a page was not, its address may still tell what somebody came for.
function wordsOfAddress() {
  try {
    const path = decodeURIComponent(location.pathname).slice(decodeURIComponent(SITE.pathname).length)
    return path.replace(/\.\w+$|\bindex\b/g, "").replace(/[/_.+-]+/g, " ").trim()
  } catch {
    return "" // no text
  }
}

// Runs what gives something to show, and shows only what was asked for last. What does not come is
// told of, with a way to try again.
function latest(look, fail) {
  let turn = 0
  async function run() {
    const mine = ++turn
    const show = await look().catch(() => failed)
    if (mine === turn) show()
  }
  function failed() {
    const again = element("button", { type: "button" }, "Försök igen")
    again.addEventListener("click", run)
    fail([element("p", {}, "Sökningen gick inte att hämta. Är du ansluten till nätet?"), again])
  }
  return run
}

// Tells who listens, once the writing rests.
function statusOf(form) {
  const status = element("p", { role: "status", class: "endast-lasare" })
  let timer
  form.append(status)
  return (told) => {
    const text = [...(told?.children ?? [])].filter(({ localName }) => localName !== "ul").map((each) => each.textContent).join(". ")
    clearTimeout(timer)
    timer = setTimeout(() => (status.textContent = text), PAUSE)
  }
}

async function marked(text, words) {
  const nodes = []
  let from = 0
  for (const [start, end] of await marks(text, words)) {
    nodes.push(text.slice(from, start), element("mark", {}, text.slice(start, end)))
    from = end
  }
  return [...nodes, text.slice(from)]
}

function element(name, attributes, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}
