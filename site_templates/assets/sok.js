// Holds back what the theme searches with until the reader turns to the search field: its index
// and its worker weigh more than most pages, and the theme asks for them at once. Comes before
// the theme's own script.
for (const field of document.querySelectorAll("[data-md-component=search-query]")) {
  const wanted = new Promise((resolve) => {
    field.addEventListener("focus", resolve, { once: true })
    const cameFromResult = new URLSearchParams(location.search).has("h") // its words are marked
    if (cameFromResult || document.activeElement === field) resolve()
  })

  const Request = XMLHttpRequest
  window.XMLHttpRequest = class extends Request {
    open(method, address, ...more) {
      this.ready = address.endsWith("/search/search_index.json") ? wanted : undefined
      super.open(method, address, ...more)
    }

    send(body) {
      if (this.ready) this.ready.then(() => super.send(body))
      else super.send(body)
    }
  }

  const Started = Worker
  window.Worker = class extends EventTarget {
    constructor(address) {
      super()
      this.started = wanted.then(() => new Started(address))
      this.started.then((worker) => {
        worker.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }))
      })
    }

    postMessage(message) {
      this.started.then((worker) => worker.postMessage(message))
    }
  }
}
