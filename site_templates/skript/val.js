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

// Kronor as somebody writes them, also as documents do: `6,3 mkr`.
function kronorIn(text) {
  const read = /^([-\u2212]?)(\d+(?:[\s.]\d{3})*)(?:,(\d+))?\s*(kr|tkr|mn?kr|mdkr)?$/i.exec(text.trim())
  if (!read) return null
  const [, minus, whole, part = "", unit = "kr"] = read
  const power = { kr: 0, tkr: 3, mdkr: 9 }[unit.toLowerCase()] ?? 6
  const digits = whole.replace(/\D/g, "") + part.padEnd(power, "0")
  return part.length > power || digits.length > 15 ? null : Number(minus ? `-${digits}` : digits)
}
