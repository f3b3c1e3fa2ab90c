// Completes the citation at the foot of a page: the figure that the address points at, the day
// it was read, and a button that copies it. Without scripts it stands as written.
for (const citation of document.querySelectorAll("[data-citera]")) {
  const address = citation.querySelector("[data-citera-adress]")
  const figure = citation.querySelector("[data-citera-belopp]")
  const page = address.textContent
  const name = () => {
    const target = document.getElementById(location.hash.slice(1))
    const amount = location.hash.startsWith("#belopp") && target?.querySelector(".belopp")
    const about = target?.querySelector("[data-namn]")?.dataset.namn
    address.textContent = amount ? page + location.hash : page
    figure.textContent = amount ? `, ${amount.textContent}${about ? ` (${about})` : ""}` : ""
  }
  addEventListener("hashchange", name)
  name()

  const read = document.createElement("span")
  read.className = "av-skript"
  read.textContent = ` Hämtad ${new Date().toLocaleDateString("sv-SE")}.`
  citation.append(read)

  const added = copyButton(() =>
    [...citation.childNodes].filter((one) => !added.includes(one)).map((one) => one.textContent).join(""))
  citation.append(...added)
}
