// A choice of rows as it stands in the address.

const ALWAYS = ["namn", "belopp"] // columns that are always shown

export function choiceIn({ val, kolumner, grupper }, address) {
  const one = (name) => address.get(name)?.trim() ?? ""
  const known = (name) => Object.hasOwn(kolumner, name)
  const [sort, group] = [one("sortera"), one("gruppera")]
  return {
    ...Object.fromEntries(val.map((name) => [name, [...new Set(address.getAll(name))].filter(Boolean)])),
    fran: kronorIn(one("fran")),
    till: kronorIn(one("till")),
    q: one("q"),
    sortera: known(sort.replace(/^-/, "")) ? sort : "",
    gruppera: grupper.includes(group) ? group : "",
    kolumner: [...new Set(address.getAll("kolumner"))].filter((name) => known(name) && !ALWAYS.includes(name)),
    sida: Math.max(1, Math.trunc(one("sida")) || 1),
  }
}

function addressOf(choice) {
  const address = new URL(location.href)
  for (const [name, value] of Object.entries(choice)) {
    address.searchParams.delete(name)
    if (name === "sida" && value === 1) continue
    for (const each of [value ?? []].flat()) if (each !== "") address.searchParams.append(name, each)
  }
  return address
}

// Whole kronor as somebody writes them.
function kronorIn(text) {
  const digits = text.replace(/[\s.]|kr$/g, "").replace("\u2212", "-")
  return /^-?\d{1,15}$/.test(digits) ? Number(digits) : null
}
