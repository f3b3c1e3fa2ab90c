// A button on each block that is there to be pasted elsewhere. Without scripts it is marked by hand.
if (navigator.clipboard) {
  for (const code of document.querySelectorAll(".md-typeset pre:not(.no-copy) > code")) {
    const copy = document.createElement("button")
    copy.type = "button"
    copy.className = "av-skript kopiera"
    copy.textContent = "Kopiera"
    const told = document.createElement("output")
    told.className = "av-skript endast-lasare"
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent)
      copy.textContent = told.textContent = "Kopierat"
    })
    code.before(copy, told)
  }
}
