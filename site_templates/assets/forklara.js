// What can be asked of a figure or a word where it stands: a small box with the figure's address, a
// ready citation and how it was arrived at, or what the word means. Without scripts, and in a
// browser without such boxes, the links lead to the places that tell it.
{
  const TODAY = () => ` Hämtad ${new Date().toLocaleDateString("sv-SE")}.`

  const amountOf = (place) => place?.matches("td, dd, tr") && place.querySelector(".belopp")

  // A figure after a comma, with what it is of and as it is printed.
  const inWords = (amount) => {
    const name = amount.closest("tr")?.querySelector("th") ?? amount.closest("li")?.querySelector(".not")
    const printed = [...amount.parentElement.querySelectorAll(".angivet:not([data-raknat])")]
    const about = [name?.firstChild, ...printed].filter(Boolean).map((part) => part.textContent.trim())
    return `, ${amount.textContent}${about.length ? ` (${about.join("; ")})` : ""}`
  }

  const fillIn = (citation, address, figure) => {
    citation.querySelector("[data-citera-adress]").textContent = address
    citation.querySelector("[data-citera-belopp]").textContent = figure
  }

  const added = (name, text) => {
    const element = document.createElement(name)
    element.className = "av-skript"
    element.textContent = text
    return element
  }

  // The citation at the foot of a page is of the figure that the address points at.
  for (const citation of document.querySelectorAll("[data-citera]")) {
    const page = citation.querySelector("[data-citera-adress]").textContent
    const write = () => {
      const id = location.hash.slice(1)
      const amount = amountOf(document.getElementById(id))
      fillIn(citation, amount ? `${page}#${id}` : page, amount ? inWords(amount) : "")
    }
    addEventListener("hashchange", write)
    write()
    const read = added("span", TODAY())
    const text = () => [...citation.childNodes].filter((node) => !buttons.includes(node))
    citation.append(read)
    const buttons = copyButton(() => text().map((node) => node.textContent).join(""))
    citation.append(...buttons)
  }

  const ASKED = "a.belopp:not(.vidare), a.ord"
  const box = document.createElement("div")
  if (box.showPopover) {
    box.className = "upplysning md-typeset"
    box.popover = "auto"
    box.setAttribute("role", "dialog")
    box.setAttribute("aria-labelledby", "upplysning-rubrik")
    document.body.append(box)

    let asked
    box.addEventListener("toggle", ({ newState }) => {
      asked.setAttribute("aria-expanded", newState === "open")
    })
    box.addEventListener("click", ({ target }) => {
      if (target.closest("a")) box.hidePopover()
    })
    document.addEventListener("focusin", ({ target }) => {
      if (target.matches?.(ASKED)) target.ariaHasPopup = "dialog"
    })
    document.addEventListener("click", async (event) => {
      const link = event.target.closest(ASKED)
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      link.focus()
      asked = link
      const told = placeOf(link)
      const heading = added("strong", link.textContent)
      heading.id = "upplysning-rubrik"
      box.replaceChildren(heading, ...(link.matches(".ord") ? [] : aboutFigure(link, told)))
      box.showPopover()
      moveTo(link)
      box.querySelector("button")?.focus()
      const place = await told
      if (asked !== link) return
      const isWord = link.matches(".ord")
      box.append(...(isWord ? meaning(link, place) : how(link, place)))
      if (isWord) box.querySelector("a").focus()
      box.scrollIntoView({ block: "nearest" })
    })
  }

  // Below what was asked, within the window; on a phone the style sheet lays it at the foot.
  function moveTo(link) {
    const { left, bottom } = link.getBoundingClientRect()
    const most = document.documentElement.clientWidth - box.offsetWidth - 8
    box.style.setProperty("--x", `${scrollX + Math.max(8, Math.min(left, most))}px`)
    box.style.setProperty("--y", `${scrollY + bottom + 4}px`)
  }

  // The element that a link leads to, on this page or another; nothing where it can't be read.
  async function placeOf(link) {
    const id = decodeURIComponent(link.hash.slice(1))
    if (link.pathname === location.pathname) return document.getElementById(id)
    const answer = await fetch(link.href).catch(() => undefined)
    if (!answer?.ok) return null
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    const base = page.createElement("base")
    base.href = link.href
    page.head.prepend(base)
    return page.getElementById(id)
  }

  function meaning(link, place) {
    const more = added("a", "Ordlista")
    more.href = link.href
    return [added("p", place ? place.nextElementSibling.textContent : ""), more]
  }

  // Of a sum the rows that it adds stand in what it leads to, and its own place is its row's.
  const sumOf = (link) => link.closest("tr[id]:has(a.belopp[href^='#tabell'])")

  function aboutFigure(link, told) {
    const sum = sumOf(link)
    const own = sum ? new URL(`#${sum.id}`, location) : link
    const output = added("output", "")
    const give = (label, text) => {
      const button = added("button", label)
      button.type = "button"
      button.addEventListener("click", async () => {
        const given = await text()
        try {
          await navigator.clipboard.writeText(given)
          output.textContent = `Kopierat: ${given}`
        } catch {
          output.textContent = given // to be marked by hand
        }
      })
      return button
    }
    const cite = async () => citationOf(link, own, sum ?? (await told))
    const line = added("p", "")
    line.append(give("Kopiera länk", () => own.href), " ", give("Citera", cite))
    return [line, output]
  }

  // A figure as its own page has it cited; where that is out of reach, by this page's title.
  function citationOf(link, own, place) {
    const there = amountOf(place)
    const figure = inWords(there?.textContent === link.textContent ? there : link)
    const citation = place?.ownerDocument.querySelector("[data-citera]")?.cloneNode(true)
    if (!citation) return `”${document.title}”${figure}. ${own.href}.${TODAY()}`
    for (const extra of citation.querySelectorAll(".av-skript")) extra.remove()
    const page = citation.querySelector("[data-citera-adress]").textContent.split("#")[0]
    fillIn(citation, `${page}${own.hash}`, figure)
    return `${citation.textContent}${TODAY()}`
  }

  // How a figure was arrived at, as its place tells it: the document, the checks, what it differs
  // by, corrections; of a sum the rows that it adds.
  function how(link, place) {
    const list = added("ul", "")
    const tell = (...nodes) => {
      const item = document.createElement("li")
      item.append(...nodes)
      list.append(item)
    }
    const row = sumOf(link) ?? place?.closest("tr, dl")
    const name = row?.querySelector("tr > th")
    if (name) tell((sumOf(link) ? name : name.firstChild).textContent.trim())
    if (row && !sumOf(link)) {
      const SOURCE = ".kalla a:not(.ratta)"
      const source = link.closest("tr")?.querySelector(SOURCE) ?? row.querySelector(SOURCE)
      if (source) tell("Källa: ", copy(source))
      for (const word of place.querySelectorAll(".angivet, .marke, .rattelse, .skillnad")) tell(copy(word))
      for (let next = row.nextElementSibling; next?.matches(".skillnadsrad"); next = next.nextElementSibling) {
        tell(next.textContent.trim())
      }
    }
    if (!place?.contains(link) || sumOf(link)) {
      const more = added("a", "Så har vi räknat")
      more.href = link.href
      tell(more)
    }
    return [list]
  }

  // Part of a page as it is to stand on this one: its links lead where they led.
  function copy(part) {
    const copied = document.importNode(part, true)
    const links = (node) => [node, ...node.querySelectorAll("a")].filter((each) => each.matches("a"))
    for (const [at, link] of links(part).entries()) links(copied)[at].href = link.href
    return copied
  }
}
