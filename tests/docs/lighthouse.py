"""Lighthouse, of the versions in package-lock.json, over pages of the site; it needs a server, which Python has."""
import functools
import http.server
import json
import pathlib
import shutil
import subprocess
import threading

import browser

HERE = pathlib.Path(__file__).resolve().parent
LEAST = 0.95
PAGES = ["index.html", "guide/start.html", "guide/from-pygeai.html", "guide/sentences.html", "guide/errors/transport.html",
         "calls/agents.html", "types/agents.html", "library/results.html", "routes.html", "performance.html"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def installed(folder):
    """Returns True if Lighthouse is in the folder or can be fetched by npm."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", "lighthouse.mjs"):
        shutil.copy(HERE / name, folder)
    if (folder / "node_modules" / "lighthouse").is_dir():
        return True
    if not shutil.which("npm"):
        return False
    try:
        done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel", "error", "--cache", "cache"], cwd=folder,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=180)
    except subprocess.TimeoutExpired:
        return False
    shutil.rmtree(folder / "cache", ignore_errors=True)
    return done.returncode == 0


def check_site(site, folder, check):
    if not installed(folder):
        print("skipped: npm does not give Lighthouse")
        return
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}/"
    try:
        done = subprocess.run(["node", "lighthouse.mjs", browser.find(), *(base + page for page in PAGES)], cwd=folder, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=300)
    finally:
        server.shutdown()
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    check(len(found) == len(PAGES), f"Lighthouse has looked at {len(found)} of {len(PAGES)} pages: {done.stderr[-800:]}")
    for each in found:
        page = each["address"].removeprefix(base)
        print(f"Lighthouse: {page}: accessibility {each['accessibility']:.2f}, best practices {each['practices']:.2f}")
        check(min(each["accessibility"], each["practices"]) >= LEAST, f"Lighthouse finds in {page}: {each['failed']}")
