"""The agent's hand on the page of tests/fixtures/ways: mouse, pen, finger and keys, all real."""

from playwright.sync_api import CDPSession, Page

REPLY = "Wat vervelend. ^Sanne"
IDLE = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


class Hand:
    """The agent's hand on one page: mouse, pen, finger and keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self._spots: dict[tuple[str, str], tuple[float, float]] = {}

    def spot(self, name: str, part: str) -> tuple[float, float]:
        """Where a part of a way stands; frames have their box on top and their button under it."""
        if (name, part) not in self._spots:
            if name.startswith("frame"):
                x, y = self.page.evaluate("([n]) => spot(n, 'frame')", [name])
                found = (x, y - 30) if part == "box" else (x - 70, y + 4)
            else:
                found = tuple(self.page.evaluate("([n, p]) => spot(n, p)", [name, part]))
            self._spots[name, part] = found
        return self._spots[name, part]

    def write(self, name: str) -> None:
        """Type into the box of a way."""
        self.page.evaluate(IDLE)  # an editor that was just emptied takes the focus once more
        self.page.mouse.click(*self.spot(name, "box"))
        self.page.evaluate("() => 0")  # the focus leaves a frame of another process a moment later
        self.page.keyboard.insert_text(REPLY)

    def click(self, name: str, part: str = "button") -> None:
        self.page.mouse.click(*self.spot(name, part))

    def double(self, name: str) -> None:
        self.page.mouse.dblclick(*self.spot(name, "button"))

    def pen(self, name: str) -> None:
        x, y = self.spot(name, "button")
        about = {"x": x, "y": y, "button": "left", "clickCount": 1, "pointerType": "pen"}
        for kind in ("mousePressed", "mouseReleased"):
            self.cdp.send("Input.dispatchMouseEvent", {"type": kind, **about})

    def tap(self, name: str) -> None:
        x, y = self.spot(name, "button")
        points = [{"x": x, "y": y}]
        self.cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
        self.cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def key(self, name: str, keys: str, part: str = "box") -> None:
        if part == "box":
            self.page.mouse.click(*self.spot(name, "box"))
        else:
            self.page.evaluate("([n, p]) => focusOn(n, p)", [name, part])
        self.page.keyboard.press(keys)

    def access_key(self, name: str) -> None:
        """Alt and a letter, with the text that a real keyboard gives along."""
        self.page.mouse.click(*self.spot(name, "box"))
        about = {"modifiers": 1, "key": "s", "code": "KeyS", "windowsVirtualKeyCode": 83}
        about |= {"text": "s", "unmodifiedText": "s"}
        for kind in ("keyDown", "keyUp"):
            self.cdp.send("Input.dispatchKeyEvent", {"type": kind, **about})

    def right(self, name: str) -> None:
        self.page.mouse.click(*self.spot(name, "button"), button="right")

    def drag(self, name: str) -> None:
        x, y = self.spot(name, "button")
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        for step in (4, 8, 12):
            self.page.mouse.move(x + step, y)
        self.page.mouse.up()

    def compose(self, name: str) -> None:
        """Enter while an input method is composing, which takes the composed text over."""
        self.page.mouse.click(*self.spot(name, "box"))
        composing = {"selectionStart": 2, "selectionEnd": 2, "text": "ni"}
        self.cdp.send("Input.imeSetComposition", composing)
        about = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
        self.cdp.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **about})
        self.cdp.send("Input.insertText", {"text": "ni"})

    def repeat(self, name: str, keys: str) -> None:
        """A key held down: the first press and two repeats."""
        self.page.mouse.click(*self.spot(name, "box"))
        *held, last = keys.split("+")
        for key in (*held, last, last, last):
            self.page.keyboard.down(key)
        for key in (last, *held):
            self.page.keyboard.up(key)
