// Runs Lighthouse over addresses in one headless Chromium; prints a line of JSON for each: lighthouse.mjs CHROMIUM ADDRESS...
// It lies beside the node_modules of tests/docs/package.json (see lighthouse.py).
import * as launcher from "chrome-launcher"
import lighthouse from "lighthouse"

const [chromePath, ...addresses] = process.argv.slice(2)
const chrome = await launcher.launch({ chromePath, chromeFlags: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] })
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, {
      port: chrome.port, logLevel: "error", onlyCategories: ["accessibility", "best-practices"], throttlingMethod: "provided",
      disableFullPageScreenshot: true,
    })
    const failed = Object.values(lhr.audits).filter((each) => each.score !== null && each.score < 0.9)
      .map((each) => [each.id, (each.details?.items ?? []).slice(0, 3).map((item) => item.node?.snippet ?? item.description ?? "")])
    console.log(JSON.stringify({ address, accessibility: lhr.categories.accessibility.score, practices: lhr.categories["best-practices"].score, failed }))
  }
} finally {
  chrome.kill()
}
process.exit(0)
