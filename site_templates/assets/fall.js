// What is folded opens for a link into it, and on paper: not every browser sees to that itself.
const folded = () => document.querySelectorAll("details.fall:not([open])")

function openTarget() {
  const target = document.querySelector(":target")
  if (!target?.closest("details.fall:not([open])")) return
  for (let around = target.closest("details"); around; around = around.parentElement.closest("details")) {
    around.open = true
  }
  target.scrollIntoView()
}

addEventListener("hashchange", openTarget)
openTarget()

let opened = []
addEventListener("beforeprint", () => {
  opened = [...folded()]
  for (const details of opened) details.open = true
})
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false
})
