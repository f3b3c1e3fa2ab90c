// What chosen rows come to. No krona is counted twice: a part that stands in a chosen whole is not
// added again, nor are two ways to divide the same money; what is decided is never added to what is
// proposed, and what no longer holds is in no sum.

export const [COUNTS, PART, SAME, SUBSET, DEAD, NONE, REFUSED] = [1, 2, 3, 4, 5, 6, 7]
const [INSIDE, OF_OMRADEN, OF_YEARS, ANY] = [1, 2, 4, 8] // what a whole is in, or has

// How each chosen row counts: one of the words above, by its place.
export function roles(data, rows) {
  const { count, columns, inuti, tabell, register } = data
  const levels = columns.niva.cells
  const niva = (row) => levels[columns.niva.codes[row]]
  const living = columns.status.cells.map((status) => status in register.om_kronor)
  const role = new Uint8Array(count)
  for (const row of rows) {
    if (data.avslag.has(row)) role[row] = REFUSED
    else if (!living[columns.status.codes[row]]) role[row] = DEAD
    else if (!data.says(row)) role[row] = NONE
    else role[row] = niva(row) === "varav" ? SUBSET : COUNTS
  }
  // Wholes come before their parts.
  const state = new Uint8Array(count + columns.beslut.cells.length)
  const around = (row) => (inuti[row] < 0 ? count + columns.beslut.codes[row] : inuti[row])
  for (let row = 0; row < count; row++) {
    const whole = around(row)
    if (state[whole] & INSIDE || role[whole] === COUNTS) state[row] |= INSIDE
    if (state[row] & INSIDE && (role[row] === COUNTS || role[row] === SUBSET)) role[row] = PART
  }
  // Parts of a whole that does not count itself, the innermost first: by which divisions it has any.
  for (let row = count - 1; row >= 0; row--) {
    const has = role[row] === COUNTS || state[row] & ANY || state[row] & OF_YEARS
    if (!has) continue
    const whole = around(row)
    if (niva(row) === "arsdel") state[whole] |= OF_YEARS
    else {
      state[whole] |= ANY
      if (tabell[row] === 1 && (role[row] === COUNTS || hasOmraden(state[row]))) state[whole] |= OF_OMRADEN
    }
  }
  // Of several divisions of the same money the first counts.
  const dropped = new Uint8Array(count + columns.beslut.cells.length)
  for (let row = 0; row < count; row++) {
    const whole = around(row)
    const isOther = niva(row) === "arsdel"
      ? state[whole] & ANY
      : niva(row) === "insats" && state[whole] & OF_OMRADEN
    dropped[row] = dropped[whole] || isOther ? 1 : 0
    if (dropped[row] && role[row] === COUNTS) role[row] = SAME
  }
  return role
}

// Whether områden are among what counts in an område, which then is divided so at the levels above.
const hasOmraden = (state) => Boolean(state & OF_OMRADEN) || (state & OF_YEARS && !(state & ANY))

// Amounts of rows by status, with how many rows they are of, of what kinds, and the ranges beside.
export function totals(data, rows, role) {
  const { columns: { status }, kr, typer, intervall } = data
  const sums = new Map()
  for (const row of rows) {
    if (role[row] !== COUNTS) continue
    const code = status.codes[row]
    if (!sums.has(code)) sums.set(code, { kr: 0n, rows: 0, stated: 0, kinds: new Set(), ranges: [] })
    const sum = sums.get(code)
    sum.rows++
    if (kr[row] !== null) {
      sum.kr += BigInt(kr[row])
      sum.stated++
    }
    typer.get(row)?.forEach((kind) => sum.kinds.add(kind))
    sum.ranges.push(...(intervall.get(row) ?? []))
  }
  return new Map([...sums].map(([code, sum]) => [status.cells[code], sum]))
}
