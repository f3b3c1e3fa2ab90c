// Fetches the search when a reader turns to a field of it, and not before; until then, and without
// scripts, the fields are plain forms. `/` and Ctrl+K lead to the field of the page.
{
  const module = new URL(document.currentScript.dataset.modul, document.baseURI)
  const trouble = document.createElement("p")
  trouble.textContent = "Sökningen gick inte att hämta. Ladda om sidan för att försöka igen."
  const forms = [...document.querySelectorAll("form[data-sok]")]
  for (const form of forms) {
    const field = form.elements.q
    const button = form.querySelector("button")
    const start = () => {
      // All modules at once, not each when the one that needs it has come.
      for (const name of ["fraga.js", "ord.js"]) import(new URL(name, module)).catch(() => {})
      form.started ??= import(module).then(
        (search) => search.start(form),
        () => {
          form.started = undefined
          if (form.dataset.sok === "sida") form.append(trouble)
        },
      )
    }
    field.addEventListener("focus", () => {
      form.back = undefined
      start()
    })
    form.addEventListener("submit", (event) => {
      if (field.value.trim()) return
      event.preventDefault()
      goTo(form, button)
    })
    const isAsked = form.dataset.ord || new URLSearchParams(location.search).has("q")
    if (form.dataset.sok === "sida" && isAsked) start()
  }

  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event
    const isSlash = key === "/" && !ctrlKey && !metaKey && !altKey && !isOff()
    const isK = key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey
    if (!(isSlash || isK) || event.defaultPrevented) return
    if (target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return
    event.preventDefault()
    goTo(forms.at(-1), document.activeElement)
  })

  // Escape in the field leads back to where the reader was.
  function goTo(form, from) {
    form.elements.q.focus()
    form.elements.q.select()
    form.back = from
  }

  // A key of one sign disturbs who speaks to the computer, who may turn it off on the search page.
  const [OFF, setting] = ["sok-utan-snedstreck", document.querySelector("[data-snedstreck]")]
  if (setting) {
    const box = setting.querySelector("input")
    box.checked = !isOff()
    box.addEventListener("change", () => {
      if (box.checked) localStorage.removeItem(OFF)
      else localStorage.setItem(OFF, "ja")
    })
    setting.hidden = false
  }

  function isOff() {
    try {
      return localStorage.getItem(OFF) !== null
    } catch {
      return true // what can't be turned off is not on
    }
  }
}
