// All rows of all years, column by column, and which of them are chosen. Nothing here knows of the
// page that shows them.
import { asked, folded, tokens } from "./ord.js"

const SITE = new URL("../../", import.meta.url)
const AT_A_TIME = 1000 // texts that are read before the reader has a turn
// What the words of a row are looked for in, besides its name.
const TEXTS = ["mal", "avser", "mottagare_angivet", "omrade", "satsning", "mottagare", "ansvarig",
  "objekt", "ar"]
const SHARED = ["mal", "avser", "mottagare_angivet", "kalla", "bredvid", "beslut", "status", "satsning",
  "ar", "omrade", "mottagare", "ansvarig", "objekt", "niva", "verdikt"]
const OWN = ["nyckel", "namn", "kr"]
const RARE = ["text", "typer", "intervall", "rattad", "avslag", "flera_ar"]

// The register of the years, and all their rows.
export async function load() {
  const get = async (path, cache) => {
    const answer = await fetch(new URL(`utforska/${path}`, SITE), { cache })
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
    return answer.json()
  }
  const register = await get("register.json", "no-cache")
  const { version, filer } = register
  return joined(register, await Promise.all(filer.map((ar) => get(`${version}/${ar}.json`))))
}

// The years as one: a row is a place in every column. What rows share is a place in a list of cells.
function joined(register, years) {
  const count = years.reduce((sum, { kr }) => sum + kr.length, 0)
  const data = { register, count, columns: {}, om_beslut: {} }
  for (const { beslut, om_beslut } of years) beslut.celler.forEach((id, at) => (data.om_beslut[id] = om_beslut[at]))
  data.tabell = Uint8Array.from(years.flatMap(({ tabell }) => [...tabell]), Number)
  for (const name of OWN) data[name] = years.flatMap((year) => year[name])
  for (const name of SHARED) {
    const column = { codes: new Int32Array(count), cells: register.celler[name] ?? [] }
    let at = 0
    for (const { [name]: { celler = [], rader } } of years) {
      const first = register.celler[name] ? 0 : column.cells.length
      column.cells.push(...celler)
      for (const sign of rader) {
        const place = placeOf(sign)
        column.codes[at++] = place < 0 ? place : first + place
      }
    }
    data.columns[name] = column
  }
  for (const name of RARE) {
    data[name] = new Map()
    let first = 0
    for (const year of years) {
      for (const [at, value] of Object.entries(year[name])) data[name].set(first + Number(at), value)
      first += year.kr.length
    }
  }
  // Wholes come before their parts: a row's is the last that stands in one other less.
  const around = []
  data.inuti = Int32Array.from(years.flatMap(({ djup }) => [...djup]), (sign, row) => {
    const depth = placeOf(sign)
    around[depth] = row
    return depth ? around[depth - 1] : -1
  })
  data.nyckel = data.nyckel.map((key, row) => key || plain(data.namn[row]))
  data.says = (row) => data.kr[row] !== null || data.intervall.has(row)
  data.columns.belopp = { codes: Int32Array.from(data.kr, (_, row) => (data.says(row) ? 0 : 1)), cells: ["ja", "nej"] }
  return data
}

// A place in a list by its sign: they begin with `#`, which is none, and leave out what JSON or UTF-8
// would write in another way.
function placeOf(sign) {
  const at = sign.codePointAt(0)
  return (at < 0xd800 ? at : at - 0x800) - 36 - (at >= 92 ? 1 : 0)
}

// A name as most are made into keys.
export const plain = (name) =>
  name.toLowerCase().normalize("NFD").replace(/[^\0-\x7f]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")

// What a row has in a column, as a list.
export const valuesOf = ({ columns }, name, row) => listed(columns[name].cells[columns[name].codes[row]])

const listed = (cell) => (cell === undefined ? [] : [cell].flat())

// The keys of a row and of all that it stands in, with its decision's id first.
export function wayTo({ columns: { beslut }, nyckel, inuti }, row) {
  const keys = []
  for (let at = row; at >= 0; at = inuti[at]) keys.unshift(nyckel[at])
  return [beslut.cells[beslut.codes[row]], ...keys]
}

// Which rows are chosen: each has all that is asked of it. `missed` tells of each other row whether
// it is but one thing that it does not have, and which.
export function choose(data, choice, texts) {
  const { count, columns, register } = data
  const tests = register.val.flatMap((name) => {
    const chosen = new Set(name === "niva" && !choice.niva.length ? ["insats"] : choice[name])
    if (!chosen.size) return []
    const { codes, cells } = columns[name]
    const fits = cells.map((cell) => listed(cell).some((value) => chosen.has(value)))
    return [{ name, fits: (row) => fits[codes[row]] ?? false }]
  })
  if (choice.fran !== null || choice.till !== null) {
    const [low, high] = [choice.fran ?? -Infinity, choice.till ?? Infinity]
    const isWithin = ([min, max]) => max >= low && min <= high
    const fits = (row) => (data.kr[row] !== null && isWithin([data.kr[row], data.kr[row]])) ||
      (data.intervall.get(row)?.some(isWithin) ?? false)
    tests.push({ name: "belopp_kr", fits })
  }
  const found = choice.q ? texts.find(choice.q) : null
  if (found) tests.push({ name: "q", fits: found.fits })
  const missed = new Uint8Array(count)
  const which = new Uint8Array(count)
  tests.forEach(({ fits }, at) => {
    for (let row = 0; row < count; row++) {
      if (!fits(row)) {
        missed[row]++
        which[row] = at
      }
    }
  })
  const rows = []
  for (let row = 0; row < count; row++) if (!missed[row]) rows.push(row)
  return { rows, missed, which, tests, undotted: found?.undotted ?? [] }
}

// How many rows there would be with each value of something, as all else is chosen.
export function counts({ count, columns }, { missed, which, tests }, name) {
  const { codes, cells } = columns[name]
  const own = tests.findIndex((test) => test.name === name)
  const ofCell = new Uint32Array(cells.length)
  for (let row = 0; row < count; row++) {
    if (codes[row] >= 0 && (!missed[row] || (missed[row] === 1 && which[row] === own))) ofCell[codes[row]]++
  }
  const ofValue = new Map()
  cells.forEach((cell, at) => {
    for (const value of listed(cell)) ofValue.set(value, (ofValue.get(value) ?? 0) + ofCell[at])
  })
  return ofValue
}

// The words of all rows. They are read a part at a time, and all that is left when they are asked for.
export class Texts {
  constructor(data) {
    const { register, columns, namn, om_beslut, kr } = data
    this.kr = kr
    this.tables = { andelser: register.andelser, stop: new Set(register.stoppord), labels: new Set(register.etiketter) }
    this.unread = []
    this.terms = new Map() // each with its place in `shown`, and where texts have it
    this.texts = [] // for each text the places of its terms
    const known = new Map()
    const place = (text) => {
      if (!known.has(text)) known.set(text, this.unread.push(text) - 1)
      return known.get(text)
    }
    const named = (name, cell) => listed(cell).map((id) => register.namn[name]?.[id] ?? id).join(" ")
    const coded = (codes, cells) => ({ codes, places: Int32Array.from(cells, place) })
    this.columns = TEXTS.map((name) => coded(columns[name].codes, columns[name].cells.map((cell) => named(name, cell))))
    this.columns.push(coded(columns.beslut.codes, columns.beslut.cells.map((id) => om_beslut[id][1])))
    this.columns.push({ codes: Int32Array.from(namn, (_, row) => row), places: Int32Array.from(namn, place) })
  }

  read(most = Infinity) {
    const from = this.texts.length
    for (const text of this.unread.slice(from, from + most)) {
      const found = new Set()
      for (const token of tokens(text, this.tables.andelser)) {
        for (const term of partsOf(token, this.tables.andelser)) {
          if (!this.terms.has(term)) this.terms.set(term, this.terms.size)
          found.add(this.terms.get(term))
        }
      }
      this.texts.push([...found])
    }
    return this.texts.length < this.unread.length
  }

  // Reads on whenever the reader rests.
  readOn() {
    const next = window.requestIdleCallback ?? setTimeout
    next(() => this.read(AT_A_TIME) && this.readOn())
  }

  // Rows that have all the words of a question, or amounts; `undotted` are words that are there with
  // dots alone.
  find(question) {
    this.read()
    const undotted = []
    const words = asked(question, this.tables)
    const fitting = words.flatMap((word, at) => {
      let terms = this.like(word, at === words.length - 1)
      if (!terms.size && word.parts?.length > 1) {
        return word.parts.map((part) => this.like(asked(part, this.tables)[0], false)).map((of) => ({ of }))
      }
      if (!terms.size && word.letters) {
        terms = this.matching((term) => isWithoutDots(word.term, term))
        if (terms.size) undotted.push(word.letters)
      }
      return { of: terms, kr: /^\d+$/.test(word.term) ? Number(word.term) : null }
    })
    const tests = fitting.map(({ of, kr }) => ({ kr, has: this.texts.map((text) => text.some((term) => of.has(term))) }))
    const fits = (row) => tests.every(({ has, kr }) =>
      (kr !== null && Number(this.kr[row]) === kr) ||
      this.columns.some(({ codes, places }) => codes[row] >= 0 && has[places[codes[row]]]))
    return { fits, undotted }
  }

  // The terms that a word finds: itself, words that it is an end of, and what is begun so where it
  // may still be being written. A code is found by its parts.
  like({ term, letters }, isLast) {
    const isPart = letters && term.length > 3
    return this.matching((other) => other === term ||
      (isPart && (other.startsWith(term) || other.endsWith(term))) ||
      (isLast && letters?.length > 2 && other.startsWith(letters)) ||
      (!letters && `/${other}/`.includes(`/${term}/`)))
  }

  matching(isLike) {
    return new Set([...this.terms].filter(([term]) => isLike(term)).map(([, at]) => at))
  }
}

function partsOf({ term, parts = [] }, endings) {
  return parts.length > 1 ? [term, ...parts.flatMap((part) => tokens(part, endings).map((each) => each.term))] : [term]
}

// Whether somebody wrote a word without its dots; `å` is never meant for `ä`.
function isWithoutDots(written, term) {
  const signs = [...written]
  return [...term].length === signs.length &&
    [...term].every((sign, at) => sign === signs[at] || folded(sign) === signs[at])
}
