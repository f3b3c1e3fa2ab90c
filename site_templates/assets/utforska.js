// Fetches the explorer where a page has its table. Until then, and without scripts, the page shows
// the first of the rows.
import(new URL(document.currentScript.dataset.modul, document.baseURI)).then(({ start }) => start())
