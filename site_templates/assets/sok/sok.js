// The fields to search in, and what they find. All that comes from the index is put on the page as
// text. The field of the header is a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/);
// the page to search on has its results as a list of links, with ways to choose among them.
import { ask, at, choices, marks, numberIn, ofOneIndex, shown } from "./fraga.js"

const SITE = new URL("../../", import.meta.url)
const FEW = 8 // results under the field of the header
const MANY = 20 // results on the page, and at each press of the button for more
const PAUSE = 500 // milliseconds; who listens is told of the answer when the writing rests
const HINT = "Skriv ord, årtal, belopp eller diarienummer."
const TROUBLE = "Sökningen gick inte att hämta. Är du ansluten till nätet?"

export const start = (form) => (form.dataset.sok === "sida" ? page(form) : combobox(form))

function combobox(form) {
  const field = form.elements.q
  const told = element("div", { class: "sok-besked" })
  const list = element("div", { role: "listbox", id: "sok-traffar", "aria-label": "Träffar" })
  const all = element("a", { class: "sok-alla" })
  const close = element("button", { type: "button", class: "sok-stang" }, "Stäng")
  const foot = element("div", { class: "sok-fot" }, all, close)
  const panel = element("div", { class: "sok-panel", hidden: "" }, told, list, foot)
  const status = statusOf(form)
  form.append(panel)
  let active = -1

  const search = latest(async () => {
    const text = field.value.trim()
    const found = text ? await answerTo(text, true) : undefined
    const hits = found ? await hitsOf(found.answer, FEW) : []
    return () => {
      const count = found?.answer.pages.length ?? 0
      all.href = searchPage(text)
      all.textContent = count > FEW ? `Visa alla ${counted(count)}` : "Öppna söksidan"
      show(found ? about(found, "p") : [element("p", {}, HINT)], hits.map(option))
    }
  }, (trouble) => show(trouble, []))

  // Who only passes the field on the way through the page does not have the page covered.
  function show(said, options) {
    told.replaceChildren(...said)
    list.replaceChildren(...options)
    list.hidden = !options.length
    const isOpen = form.contains(document.activeElement) && Boolean(field.value.trim() || form.back)
    form.classList.toggle("sok-oppen", isOpen)
    panel.hidden = !isOpen
    field.setAttribute("aria-expanded", isOpen && !list.hidden)
    choose(-1)
    if (isOpen) status(said)
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
  }

  function choose(which) {
    active = which
    const options = [...list.children]
    for (const each of options) each.setAttribute("aria-selected", each === options[which])
    field.setAttribute("aria-activedescendant", options[which]?.id ?? "")
    options[which]?.scrollIntoView({ block: "nearest" })
  }

  const attributes = { role: "combobox", "aria-controls": list.id, "aria-autocomplete": "list" }
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value)
  field.addEventListener("input", search)
  field.addEventListener("focus", search)
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const places = list.children.length + 1 // the field is one of them
    if (step && panel.hidden) search()
    else if (step) choose(((active + 1 + step + places) % places) - 1)
    else if (event.key === "Enter" && active >= 0) {
      const { ctrlKey, metaKey, shiftKey } = event
      const click = { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }
      list.children[active].dispatchEvent(new MouseEvent("click", click))
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
  window.visualViewport?.addEventListener("resize", () =>
    form.style.setProperty("--sok-hojd", `${window.visualViewport.height}px`))
  hide()
  if (document.activeElement === field) search()

  function option(hit, which) {
    const id = `sok-traff-${which}`
    const amount = hit.amount && [" · ", ...hit.told]
    return element("a", { role: "option", id, href: hit.link, tabindex: "-1" },
      element("span", { class: "sok-titel" }, ...hit.title),
      element("span", { class: "sok-slag" }, hit.kind, ...amount),
      element("span", { class: "sok-mening" }, ...hit.sentence))
  }
}

function page(form) {
  const field = form.elements.q
  const told = element("div", { class: "sok-besked" })
  const filters = element("div", { class: "urval" })
  const list = element("ol", { class: "sok-traffar" })
  const more = element("button", { type: "button", hidden: "" })
  form.after(element("div", { class: "sok-svar av-skript" }, told, filters, list, more))
  const status = statusOf(form)
  const { title } = document
  const isOwnPage = new URL(form.action).pathname === location.pathname
  const address = new URLSearchParams(isOwnPage ? location.search : "")
  field.value ||= isOwnPage ? (address.get("q") ?? "") : wordsOfAddress()
  let chosen = Object.fromEntries(address)
  let most = MANY

  const search = latest(async (isWriting) => {
    const text = field.value.trim()
    const found = text ? await answerTo(text, isWriting) : undefined
    const ways = await choices()
    const fitting = (but) => (found?.answer.pages ?? []).filter((each) =>
      ways.every((way) => way === but || !chosen[way.id] || way.of(each).includes(chosen[way.id])))
    const pages = fitting()
    const hits = found ? await hitsOf({ ...found.answer, pages }, most) : []
    return () => {
      const choosing = ways.flatMap((way) => filter(way, fitting(way)))
      show(found ? about(found, "h2", pages.length) : [], choosing, hits.map(item), pages.length)
      if (isOwnPage) keep(text)
    }
  }, (trouble) => show(trouble, [], [], 0))

  function show(said, choosing, items, count) {
    told.replaceChildren(...said)
    filters.replaceChildren(...choosing)
    list.replaceChildren(...items)
    more.hidden = count <= most
    more.textContent = `Visa fler (${count - most} till)`
    status(said)
  }

  // What is asked for stands in the address, so that it can be shared.
  function keep(text) {
    document.title = text ? `${text} – ${title}` : title
    const now = new URL(location.href)
    const asked = Object.entries({ ...chosen, q: text }).filter(([, value]) => value)
    now.search = new URLSearchParams(asked)
    history.replaceState(history.state, "", now)
  }

  function filter(way, pages) {
    const counts = new Map()
    for (const value of pages.flatMap(way.of)) counts.set(value, (counts.get(value) ?? 0) + 1)
    if (counts.size < 2 && !chosen[way.id]) return []
    const id = `sok-${way.id}`
    const select = element("select", { id }, new Option("Alla", ""))
    const values = [...counts].sort(([a, one], [b, other]) => way.order?.(a, b) ?? other - one)
    for (const [value, count] of values) {
      select.append(new Option(`${way.called?.(value) ?? value} (${count})`, value))
    }
    select.value = counts.has(chosen[way.id]) ? chosen[way.id] : ""
    select.addEventListener("change", async () => {
      chosen = { ...chosen, [way.id]: select.value }
      most = MANY
      await search()
      document.getElementById(id)?.focus()
    })
    return [element("div", {}, element("label", { for: id }, way.label), select)]
  }

  more.addEventListener("click", async () => {
    const before = most
    most += MANY
    await search()
    list.children[before]?.querySelector("a").focus()
  })
  field.addEventListener("input", () => {
    chosen = {}
    most = MANY
    search(true)
  })
  form.addEventListener("submit", (event) => {
    if (!isOwnPage) return
    event.preventDefault()
    search()
  })
  if (field.value) search()

  function item(hit) {
    const amount = hit.amount && [" · ", element("a", { href: hit.figure }, ...hit.told)]
    return element("li", {},
      element("a", { href: hit.link, class: "sok-titel" }, ...hit.title),
      element("span", { class: "sok-slag" }, hit.kind, ...amount),
      element("span", { class: "sok-mening" }, ...hit.sentence))
  }
}

// What was asked, and the answer that is shown: to that, or where it finds nothing to what may have
// been meant. Of a last word of one or two letters more may be coming.
async function answerTo(text, isWriting) {
  const first = await ask(text)
  const last = first.words.at(-1)
  if (isWriting && last?.letters?.length < 3 && first.missing.includes(last)) {
    return first.rest ? answerTo(first.rest) : undefined
  }
  return { first, answer: first.instead.length ? await ask(first.instead[0]) : first }
}

// What is shown of the first pages. Where a number was asked for, the links lead to it on the page.
async function hitsOf({ words, pages }, most) {
  const number = words.find(({ term }) => /^\d{5,}$/.test(term))?.term
  const grouped = number?.replace(/\B(?=(\d{3})+$)/g, "\u00a0")
  const hits = await shown(pages.slice(0, most))
  return Promise.all(hits.map(async (hit) => ({
    ...hit,
    link: number ? at(hit.address, grouped) : hit.address,
    figure: at(hit.address, await numberIn(hit.amount)),
    title: await marked(hit.title, words),
    told: await marked(hit.amount, words),
    sentence: await marked(hit.sentence, words),
  })))
}

// What is said above the results, with ways on where there are none.
function about({ first, answer }, heading, fitting = answer.pages.length) {
  const { missing, instead, rest, most, question, words, ways } = first
  const total = answer.pages.length
  const count = fitting === total ? counted(total) : `${fitting} av ${counted(total)}`
  const nowhere = (words.length ? missing : [{ start: 0 }])
    .map(({ start, end }) => `»${question.slice(start, end)}«`).join(" och ")
  const found = most ? "Ingen sida har alla orden" : count
  const title = nowhere ? `Inga träffar för ${nowhere}` : found
  const said = [element(heading, { class: "sok-antal" }, title)]
  if (most) said.push(element("p", {}, `Närmast kommer ${count}:`))
  if (instead.length) {
    const links = instead.flatMap((text, at) => [...(at ? [" eller "] : []), linkTo(text)])
    said.push(element("p", {}, "Menade du ", ...links, `? Det ger ${count}:`))
  }
  if (!total) {
    const links = ways.map(([to, text]) => element("a", { href: new URL(to, SITE) }, text))
    if (rest) links.unshift(linkTo(rest, `Sök utan det: ${rest}`))
    said.push(element("ul", {}, ...links.map((link) => element("li", {}, link))))
  }
  return said
}

const counted = (number) => (number === 1 ? "1 träff" : `${number} träffar`)

const linkTo = (question, text = question) => element("a", { href: searchPage(question) }, text)

function searchPage(question) {
  const there = new URL("sok/", SITE)
  if (question) there.searchParams.set("q", question)
  return there
}

// Where a page was not, its address may still tell what somebody came for.
function wordsOfAddress() {
  try {
    const [path, site] = [location.pathname, SITE.pathname].map(decodeURIComponent)
    const words = path.slice(site.length).replace(/\.\w+$|\b(index|404)\b/g, "")
    return words.replace(/[/_.+-]+/g, " ").trim()
  } catch {
    return "" // it is no text
  }
}

// Runs what gives something to show, and shows only what was asked for last. Of what does not come
// it says so, with a way to try again.
function latest(look, fail) {
  let turn = 0
  async function run(asked) {
    const mine = ++turn
    const show = await ofOneIndex(() => look(asked)).catch(() => () => fail(trouble()))
    if (mine === turn) show()
  }
  function trouble() {
    const again = element("button", { type: "button" }, "Försök igen")
    again.addEventListener("click", () => run())
    return [element("p", {}, TROUBLE), again]
  }
  return run
}

// Tells who listens what is said above the results, once the writing rests.
function statusOf(form) {
  const status = element("p", { role: "status", class: "endast-lasare" })
  let timer
  form.append(status)
  return (said) => {
    const texts = said.filter(({ localName }) => localName !== "ul").map((each) => each.textContent)
    clearTimeout(timer)
    timer = setTimeout(() => (status.textContent = texts.join(". ")), PAUSE)
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
