"""Headless Chromium, driven through the pipe that it has for that: no driver has to be installed."""
import base64
import json
import os
import select
import shutil
import subprocess
import time

LIMIT = 60  # seconds that anything may take


def find():
    return next((program for program in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if program), None)


class Browser:
    def __init__(self, program, profile):
        to_read, self.to = os.pipe()
        self.from_, to_write = os.pipe()
        # It reads commands from descriptor 3 and writes to 4.
        self.process = subprocess.Popen(
            ["sh", "-c", f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}', program, "--headless", "--no-sandbox",
             "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--allow-file-access-from-files",
             f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"],
            pass_fds=(to_read, to_write), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.number, self.buffer, self.events = 0, b"", []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
            self.process.wait(20)
        except (OSError, TimeoutError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self.to)
        os.close(self.from_)

    def message(self, until):
        while b"\0" not in self.buffer:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self.from_], [], [], left)[0]:
                raise TimeoutError("the browser does not answer")
            piece = os.read(self.from_, 1 << 20)
            if not piece:
                raise OSError("the browser has ended")
            self.buffer += piece
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, session=None, **parameters):
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if session:
            command["sessionId"] = session
        os.write(self.to, json.dumps(command).encode() + b"\0")
        until = time.monotonic() + LIMIT
        while True:
            message = self.message(until)
            if message.get("id") == self.number:
                if "error" in message:
                    raise OSError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def wait_for(self, method, session):
        until = time.monotonic() + LIMIT
        while not any(each.get("method") == method and each.get("sessionId") == session for each in self.events):
            self.events.append(self.message(until))

    def tab(self, width, height, mobile, theme="light"):
        return Tab(self, width, height, mobile, theme)


class Tab:
    def __init__(self, browser, width, height, mobile, theme):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def load(self, url):
        """Loads the page. Returns the errors on the console and the requests to other servers."""
        self.browser.events.clear()
        self.call("Page.navigate", url=url)
        self.browser.wait_for("Page.loadEventFired", self.session)
        self.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")
        errors, elsewhere = [], []
        for event in self.browser.events:
            parameters = event.get("params", {})
            if event.get("method") == "Runtime.exceptionThrown":
                errors.append(parameters["exceptionDetails"].get("exception", {}).get("description", "an exception"))
            elif event.get("method") == "Log.entryAdded" and parameters["entry"]["level"] == "error":
                errors.append(f"{parameters['entry']['text']} {parameters['entry'].get('url', '')}")
            elif event.get("method") == "Runtime.consoleAPICalled" and parameters["type"] == "error":
                errors.append(str(parameters["args"]))
            elif event.get("method") == "Network.requestWillBeSent":
                asked = parameters["request"]["url"]
                elsewhere += [asked] * (not asked.startswith(("file:", "data:", "blob:", "about:")))
        return errors, elsewhere

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise OSError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def eventually(self, expression):
        """Returns True if the expression becomes true in time."""
        until = time.monotonic() + LIMIT / 6
        while not (found := self.evaluate(expression)) and time.monotonic() < until:
            time.sleep(0.1)
        return found

    def screenshot(self):
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def search(self, words):
        """Types words into the search field; the addresses that are shown, once they stay the same."""
        self.call("Input.dispatchKeyEvent", type="keyDown", text="/", key="/")  # the key for it
        self.call("Input.dispatchKeyEvent", type="keyUp", key="/")
        until = time.monotonic() + LIMIT / 3
        while self.evaluate("document.activeElement.getAttribute('data-md-component')") != "search-query":
            if time.monotonic() > until:
                raise TimeoutError("the key / does not lead to the search")
            time.sleep(0.05)
        for character in words:
            self.call("Input.dispatchKeyEvent", type="keyDown", text=character, key=character)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=character)
        shown = "[...document.querySelectorAll('.md-search-result__item > a')].map(each => each.href)"
        before = None
        while True:
            time.sleep(0.3)
            found = self.evaluate(shown)
            if found and found == before or time.monotonic() > until:
                return found
            before = found
