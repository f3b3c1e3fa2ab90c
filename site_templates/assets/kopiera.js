// A button on each block that is there to be pasted elsewhere. Without scripts it is marked by hand.

// A button that copies what `text` gives, and the word that a screen reader hears of it; nothing
// where the browser may not copy. forklara.js uses it as well.
const copyButton = (text) => {
  if (!navigator.clipboard) return []
  const copy = document.createElement("button")
  copy.type = "button"
  copy.className = "av-skript kopiera"
  copy.textContent = "Kopiera"
  const told = document.createElement("output")
  told.className = "av-skript endast-lasare"
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text())
    copy.textContent = told.textContent = "Kopierat"
  })
  return [copy, told]
}

for (const code of document.querySelectorAll(".md-typeset pre:not(.kod pre) > code")) {
  code.before(...copyButton(() => code.textContent))
}

for (const text of document.querySelectorAll(".att-kopiera > span")) {
  text.after(...copyButton(() => text.textContent))
}
