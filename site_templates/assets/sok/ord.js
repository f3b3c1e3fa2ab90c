// Text to the terms that it is found by: what `words/search_terms.py` is for the index, by the same
// tables. A test holds the two equal.

const LETTER = "[\\p{L}\\p{Nl}\\p{No}]"
const SIGN = "[\\p{L}\\p{N}]"
const SPACE = "[ \u00a0\u202f\u2009\u2007]"
const HYPHEN = "[-\u2010\u2011]"
const UNIT = `(?=(?:kr|tkr|mkr|mnkr|mdkr|kronor)?(?!${SIGN}))`
const TOKEN = new RegExp(
  [
    "[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])",
    `§${SPACE}?(?<section>[0-9]{1,9})(?![0-9])`,
    `${SIGN}{1,40}(?:/${SIGN}{1,40}){1,7}`,
    `[0-9]{1,9}(?::[0-9]{1,9}){1,5}(?!${SIGN})`,
    `(?<grouped>[0-9]{1,3}(?:(?:${SPACE}|\\.)[0-9]{3})+(?:,[0-9]{1,6})?)${UNIT}`,
    `[0-9]{1,4}(?:\\.[0-9]{1,4}){2,5}(?!${SIGN}|\\.[0-9])`,
    `(?<number>[0-9]{1,40}(?:[.,][0-9]{1,6})?)${UNIT}`,
    `(?:${LETTER}{1,40}[0-9]|[0-9]{1,40}${LETTER})${SIGN}{0,40}`,
    `(?<word>${LETTER}{1,40}(?:${HYPHEN}${LETTER}{1,40}){0,5})` +
      `(?::(?:s|n|t|en|et|er|ar|ns|ens|ets|erna|arna)(?!${SIGN}))?`,
  ].join("|"),
  "gu",
)
const AT_HYPHEN = new RegExp(HYPHEN)

// What a text says, piece by piece: the term of each, where it stands, and of a word its letters,
// and its parts where it has hyphens.
export function tokens(text, endings) {
  const lower = text.toLowerCase().normalize("NFC").replaceAll("\u00ad", "")
  return [...lower.matchAll(TOKEN)].map((match) => {
    const { section, grouped, number, word } = match.groups
    const [start, end] = [match.index, match.index + match[0].length]
    if (word) {
      const parts = word.split(AT_HYPHEN)
      const letters = parts.join("")
      return { term: stem(letters, endings), start, end, letters, parts }
    }
    const plain = grouped?.replace(/[^0-9,]/g, "") ?? number?.replace(".", ",") ?? match[0]
    const term = section ? `§${section}` : plain
    return { term, start, end }
  })
}

// What is asked for: stop words only where that is all, and no label of a number or a code where
// that itself is there. `tables` are those of the index.
export function asked(text, { andelser, stop, labels }) {
  const every = tokens(text, andelser)
  const told = every.filter(({ parts }) => !parts || !stop.has(parts.join("-")))
  const isLabelled = told.some(({ parts }) => !parts)
  const telling = told.filter(({ letters }) => !isLabelled || !labels.has(letters))
  return telling.length ? telling : every
}

// What is left of a word when its endings are taken off, one after the other. An ending says how
// many letters are cut, and how many must be left, a vowel among them.
export function stem(word, endings) {
  for (let at = 0; at < endings.length; at++) {
    const [ending, cut, least] = endings[at]
    if (!word.endsWith(ending)) continue
    const rest = word.slice(0, word.length - cut)
    if ([...rest].length < least || !/[aeiouyåäöéüø]/.test(rest)) continue
    word = rest
    at = -1
  }
  return word
}

// Å, ä and ö are letters of their own; this is what is left where somebody writes without them.
export const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]/gu, "_")
