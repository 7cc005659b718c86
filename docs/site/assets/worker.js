// Browsers start no worker for a page from the file system. There, the search runs in a hidden frame instead.
if (location.protocol === "file:")
  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      frame.title = "search"
      document.body.appendChild(frame)
      const inside = frame.contentWindow
      inside.document.open()
      inside.document.write("<!doctype html><html lang=en><title>search</title><body></body></html>")
      inside.document.close()
      inside.postMessage = (data) => {
        const event = new MessageEvent("message", { data })
        this.dispatchEvent(event)
        if (this.onmessage) this.onmessage(event)
      }
      inside.importScripts = (...urls) => Promise.all(urls.map((each) => load(new URL(each, url))))
      const load = (from) =>
        new Promise((done) => {
          const script = inside.document.createElement("script")
          script.src = from
          script.onload = done
          inside.document.body.appendChild(script)
        })
      this.ready = load(url)
    }
    postMessage(data) {
      this.ready.then(() => this.inside().dispatchEvent(new MessageEvent("message", { data })))
    }
    inside() {
      return document.querySelector("iframe[title=search]").contentWindow
    }
  }
