// What depends on which day it is where the reader is: the next of the days to come, and those that
// have passed. Without scripts the days stand there, and the list of them all.
const today = new Date().toLocaleDateString("sv-SE")

for (const days of document.querySelectorAll("template[data-dagar]")) {
  const coming = [...days.content.querySelectorAll("[data-dag]")].filter((day) => day.dataset.dag >= today)
  days.before(...coming.filter((day) => day.dataset.dag === coming[0].dataset.dag))
}

for (const day of document.querySelectorAll("time[data-dag]")) {
  if (day.dateTime >= today) continue
  const passed = document.createElement("span")
  passed.className = "av-skript passerad"
  passed.textContent = " Dagen har passerat."
  day.after(passed)
}

for (const dot of document.querySelectorAll("circle[data-dag]")) {
  dot.classList.toggle("har-varit", dot.dataset.dag < today)
}
