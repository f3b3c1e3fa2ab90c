// Asks the index that lies beside the pages: which of them hold what somebody writes, the likeliest
// first. Nothing here knows of the page that shows the answer.
import { asked, folded, stem, tokens } from "./ord.js"

const SITE = new URL("../../", import.meta.url)
const NAME = 60 // what the words of a name weigh together
const BEGUN = 0.5 // what a word counts of which only the beginning is written
const LIKELY = 3 // how many words to suggest
const FIRST = 8 // how many pages there is room for at first
let files = new Map()
let caching = "no-cache" // no older copy of what tells where the rest is

// A file of the index, fetched once. Where one does not come all are fetched anew the next time:
// there may be a new index by then.
function file(path, cache, reading = (content) => content) {
  const kept = files
  if (!kept.has(path)) {
    const fetched = fetch(new URL(`sok/${path}`, SITE), { cache })
      .then((answer) => {
        if (answer.ok) return answer.json()
        throw new Error(`${path}: ${answer.status}`)
      })
      .then(reading)
    fetched.catch(() => {
      if (files === kept) files = new Map()
      caching = "reload"
    })
    kept.set(path, fetched)
  }
  return kept.get(path)
}

const register = () =>
  file("register.json", caching, (content) => ({
    ...content,
    stop: new Set(content.stoppord),
    labels: new Set(content.etiketter),
    optional: new Set(content.valfria),
  }))
// All else lies in a folder of its own for each index, so that no two are ever mixed.
const part = async (name, reading) =>
  file(`${(await register()).version}/${name}.json`, "default", reading)

// What a look into the index gives. A page that has been open since before a publication looks for
// what is no more: then it looks again, once, into the new index, where pages have other numbers.
export async function ofOneIndex(look) {
  const before = files
  const seen = await look().catch((trouble) => {
    if (files === before) throw trouble
  })
  return files === before ? seen : look()
}

// Is wanted as soon as anything is; who asks is told if it does not come.
register().catch(() => {})

// What somebody asks for. `pages` are numbers of pages, the likeliest first: they have all the
// words, or `most` of them where no page has all. `missing` are words that are nowhere, `instead`
// questions that may have been meant, `rest` is the question without what is nowhere.
export async function ask(text) {
  const tables = await register()
  const question = text.normalize("NFC").replaceAll("\u00ad", "").trim()
  const every = asked(question, tables)
  const told = await Promise.all(every.map((word) => orItsParts(word, tables)))
  const words = [...new Map(told.flat().map((word) => [word.term, word])).values()]
  const [called, ...found] = await Promise.all([
    pagesCalled(every, tokens(question, tables.andelser)),
    ...words.map(async (word) => ({ word, weights: await pagesWith(word, word === words.at(-1)) })),
  ])
  const needed = found.filter(({ word }) => !tables.optional.has(word.letters))
  const wanted = needed.length ? needed : found
  const nowhere = wanted.filter(({ weights }) => !weights.size).map(({ word }) => word)
  const missing = called.length ? [] : nowhere
  const answer = { question, words, missing, most: false, pages: [], instead: [], rest: "" }
  answer.ways = tables.vagar
  if (missing.length) {
    if (missing.length < words.length) answer.rest = replaced(question, missing, () => "")
    answer.instead = await meant(question, words, missing)
  } else if (words.length) {
    const pages = ranked(wanted, found, tables.antal, wanted.length)
    answer.most = !called.length && !pages.length
    const nearest = answer.most ? ranked(wanted, found, tables.antal, 1) : pages
    answer.pages = await titledFirst(question, [...new Set([...called, ...nearest])])
  }
  return answer
}

// A word with hyphens that is nowhere is asked for as the words that it is made of.
async function orItsParts(word, { andelser, stop }) {
  const { term, parts = [] } = word
  if (parts.length < 2 || Object.hasOwn(await shardOf(term), term)) return [word]
  let { start } = word
  const words = parts.map((letters) => {
    const [from, end] = [start, start + letters.length]
    start = end + 1
    return { term: stem(letters, andelser), start: from, end, letters }
  })
  return words.filter(({ letters }) => !stop.has(letters))
}

// The pages with a name that counts only where all of it is said, which is one term: with the words
// that say nothing by themselves first.
async function pagesCalled(told, every) {
  const names = [every, told].map((words) => words.map(({ term }) => term).join(" "))
  const called = await Promise.all(names.filter((name) => name.includes(" ")).map(async (name) =>
    [...gathered(await shardOf(name), name, 1, new Map()).keys()]))
  return [...new Set(called.flat())]
}

// The pages with a word, by weight. The last word may be one that is still being written, but
// hardly where it is a word of the site but for its dots: `lån` does not begin `långsiktig`.
async function pagesWith({ term, letters }, isLast) {
  const mayBeBegun = isLast && letters?.length > 2
  const [shard, begun] = await Promise.all([shardOf(term), mayBeBegun ? begunBy(letters) : []])
  const weights = gathered(shard, term, 1, new Map())
  const plain = folded(term)
  if (!weights.size && Object.keys(shard).some((other) => folded(other) === plain)) return weights
  for (const [words, other] of begun) gathered(words, other, BEGUN, weights)
  return weights
}

// The terms of words that begin so, with the files that they are in.
async function begunBy(letters) {
  const { ord, andelser } = await register()
  const key = folded(letters)
  const names = ord.filter((name) => name.startsWith(key) || key.startsWith(name))
  // An ending that is being written is no part of the term.
  const whole = andelser.flatMap(([ending]) => {
    const begun = Array.from(ending, (_, at) => at).filter((at) => at > 0)
    const fitting = begun.filter((at) => letters.endsWith(ending.slice(0, at)))
    return fitting.map((at) => stem(letters + ending.slice(at), andelser))
  })
  const shorter = [...new Set(whole)].filter((term) => letters.startsWith(term))
  const [shards, theirs] = await Promise.all([
    Promise.all(names.map((name) => part(`ord/${name}`))),
    Promise.all(shorter.map(async (term) => [await shardOf(term), term])),
  ])
  const found = shards.flatMap((shard) =>
    Object.keys(shard)
      .filter((term) => term.startsWith(letters) && !term.includes(" "))
      .map((term) => [shard, term]))
  return [...found, ...theirs]
}

async function shardOf(term) {
  const key = folded(term).padEnd(99, "_")
  const name = (await register()).ord.find((prefix) => key.startsWith(prefix))
  return name === undefined ? {} : part(`ord/${name}`)
}

// The pages that a file has for a term: numbers, each told by how far it is from the one before,
// and weights.
function gathered(shard, term, share, weights) {
  const postings = Object.hasOwn(shard, term) ? shard[term] : []
  for (let at = 0, page = 0; at < postings.length; at += 2) {
    page += postings[at]
    weights.set(page, Math.max(weights.get(page) ?? 0, share * postings[at + 1]))
  }
  return weights
}

// The pages with at least so many of the wanted words. Most of them first, then by how much of a
// name they are and how rare: a page that is called just what was said has all there is to have.
function ranked(wanted, found, antal, least) {
  const scores = new Map()
  const most = NAME / wanted.length
  for (const each of found) {
    const rarity = Math.log(1 + antal / each.weights.size)
    for (const [page, weight] of each.weights) {
      const score = scores.get(page) ?? { page, words: 0, sum: 0 }
      scores.set(page, score)
      score.words += wanted.includes(each) ? 1 : 0
      score.sum += Math.min(weight, most) * rarity
    }
  }
  return [...scores.values()]
    .filter(({ words }) => words >= least)
    .sort((one, other) => other.words - one.words || other.sum - one.sum || one.page - other.page)
    .map(({ page }) => page)
}

// Among the first pages, which are about to be shown, one with just what was written as its title
// comes before those that are called so in another form; but what a problem in the data is called,
// which is of the last kind, is an ordinary word too.
async function titledFirst(question, pages) {
  const first = await shown(pages.slice(0, FIRST))
  const written = question.toLowerCase()
  const { slag } = await register()
  const at = first.findIndex(({ title, kind }) =>
    title.toLowerCase() === written && kind !== slag.at(-1))
  return at > 0 ? [pages[at], ...pages.filter((page) => page !== pages[at])] : pages
}

// The question with other words for those that are nowhere, where there are likely ones for all of
// them. Who left out the dots of one word may have done so in the others.
async function meant(question, words, missing) {
  if (!missing.every(({ letters }) => letters)) return []
  const { andelser } = await register()
  const vocabulary = await part("ordforrad", unfolded)
  const likely = new Map()
  for (const word of words.filter(({ letters }) => letters)) {
    const isMissing = missing.includes(word)
    const others = await likelyFor(word.letters, vocabulary, andelser, isMissing)
    if (others.length) likely.set(word, others)
    else if (isMissing) return []
  }
  const most = Math.max(...[...likely.values()].map(({ length }) => length))
  return Array.from({ length: most }, (_, at) =>
    replaced(question, [...likely.keys()], (word) => likely.get(word)[at] ?? likely.get(word)[0]))
}

// The words of the site. They stand in order, each with how much it shares with the one before.
function unfolded(content) {
  const words = []
  for (let at = 0; at < content.length; at += 2) {
    words.push((words.at(-1) ?? "").slice(0, content[at]) + content[at + 1])
  }
  return words
}

// Words of the site that are the same but for dots that were left out; else, for a word that is
// nowhere, those that are so but for their endings or for one letter, or the two that it is made of.
async function likelyFor(letters, vocabulary, endings, isMissing) {
  const root = stem(letters, endings)
  const ways = [
    (word) => isWithoutDots(letters, word),
    (word) => isWithoutDots(root, stem(word, endings)),
    (word) => letters.length > 4 && isOneOff(letters, word),
    (word) => root.length > 4 && isOneOff(root, stem(word, endings)),
  ]
  for (const isLike of isMissing ? ways : ways.slice(0, 1)) {
    const likely = new Map() // one of each stem
    for (const word of vocabulary) {
      if (!isLike(word)) continue
      const its = stem(word, endings)
      if (its !== root && !likely.has(its)) likely.set(its, word)
    }
    if (likely.size) return mostFirst(likely)
  }
  return isMissing ? halves(letters, vocabulary, endings) : []
}

// Some words by their stems, those that most pages have first.
async function mostFirst(words) {
  const counted = await Promise.all([...words].map(async ([term, word]) =>
    ({ word, count: gathered(await shardOf(term), term, 1, new Map()).size })))
  counted.sort((one, other) => other.count - one.count)
  return counted.slice(0, LIKELY).map(({ word }) => word)
}

// Whether somebody wrote a word without its dots; `å` is never meant for `ä`.
function isWithoutDots(written, word) {
  const signs = [...written]
  const isSame = [...word].length === signs.length && folded(word) === folded(written)
  return isSame && [...word].every((sign, at) => sign === signs[at] || folded(sign) === signs[at])
}

// A compound that is nowhere, as two words that are somewhere; an `s` may join them.
function halves(letters, vocabulary, endings) {
  const roots = new Set(vocabulary.map((word) => stem(word, endings)))
  const isWord = (half) => half.length > 2 && roots.has(stem(half, endings))
  for (let at = 3; at <= letters.length - 3; at++) {
    const [first, last] = [letters.slice(0, at), letters.slice(at)]
    const likely = isWord(last) ? [first.replace(/s$/, ""), first].find(isWord) : undefined
    if (likely) return [`${likely} ${last}`]
  }
  return []
}

// Whether one letter is another, missing or too many, or two have changed places.
export function isOneOff(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  const [a, b] = [one.slice(at), other.slice(at)]
  const isSwapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2)
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || isSwapped
}

function replaced(question, words, by) {
  let text = question
  for (const word of [...words].reverse()) {
    text = text.slice(0, word.start) + by(word) + text.slice(word.end)
  }
  return text.replace(/\s+/g, " ").trim()
}

// What there is to show of some pages. No address leads away from the site.
export async function shown(pages) {
  const { per, slag, sidor } = await register()
  return Promise.all(pages.map(async (page) => {
    const lines = await part(`sidor/${Math.floor(page / per)}`)
    const [address, title, amount, sentence] = lines[page % per]
    const there = new URL(address, SITE)
    const kind = slag[sidor.slag[page]]
    return { address: there.origin === SITE.origin ? there : SITE, title, kind, amount, sentence }
  }))
}

// What pages may be chosen by: the values of each page, what a value is called, and their order.
export async function choices() {
  const { slag, omrade, omraden, sidor } = await register()
  const names = new Map(omraden)
  const years = (page) => [sidor.ar[page]].flat().filter((ar) => ar > 0).map(String)
  const areas = (page) => [sidor.omrade[page]].flat().flatMap((at) => omraden[at]?.[0] ?? [])
  return [
    { id: "ar", label: "År", of: years, order: (one, other) => other - one },
    { id: "omrade", label: omrade, of: areas, called: (id) => names.get(id) },
    { id: "slag", label: "Slag av sida", of: (page) => [slag[sidor.slag[page]]] },
  ]
}

// Where a text holds what was asked for, as pairs of beginning and end.
export async function marks(text, words) {
  const { andelser } = await register()
  return tokens(text, andelser).flatMap(({ term, letters, start, end }) => {
    for (const [at, word] of words.entries()) {
      const isInCode = !letters && `/${term}/`.includes(`/${word.term}/`)
      if (word.term === term || isInCode) return [[start, end]]
      const isPart = word.letters && letters && (word.term.length > 3 || at === words.length - 1)
      const from = isPart ? letters.indexOf(word.term) : -1
      if (from >= 0) return [[start + from, start + from + word.term.length]]
    }
    return []
  })
}

// The first number of a text, as it is written there.
export async function numberIn(text) {
  const { andelser } = await register()
  const number = tokens(text, andelser).find(({ letters }) => !letters)
  return number ? text.slice(number.start, number.end) : ""
}

// The address, at the place on the page where a number stands, in browsers that know how.
export function at(address, number) {
  const there = new URL(address)
  there.hash = `${there.hash}:~:text=${encodeURIComponent(number).replaceAll("-", "%2D")}`
  return there
}
