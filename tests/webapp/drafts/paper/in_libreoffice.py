"""What LibreOffice itself finds in Word files. Run by the Python that has its bridge (uno).

Arguments: the profile's folder, and files. Prints JSON: for each file its comments, and the text as
it is with all changes rejected and with all accepted.
"""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def main() -> None:
    """Start a LibreOffice of our own, look, and end it."""
    folder, *paths = sys.argv[1:]
    pipe = f"yttra{abs(hash(folder))}"
    profile, accept = f"-env:UserInstallation=file://{folder}", f"--accept=pipe,name={pipe};urp;"
    command = ["soffice", profile, "--headless", "--norestore", accept]
    office = subprocess.Popen(command)  # noqa: S603
    try:
        desktop, manager = _desktop(pipe)
        helper = manager.createInstance("com.sun.star.frame.DispatchHelper")
        print(json.dumps([_seen(desktop, helper, Path(path)) for path in paths]))  # noqa: T201
        desktop.terminate()
        office.wait(30)
    finally:
        office.kill()


def _desktop(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(200):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
        else:
            manager = there.ServiceManager
            return manager.createInstance("com.sun.star.frame.Desktop"), manager
    raise TimeoutError("LibreOffice does not answer")


def _seen(desktop: Any, helper: Any, path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, command in (("rejected", "RejectAll"), ("accepted", "AcceptAll")):
        document = _opened(desktop, path)
        found["changes"] = document.Redlines.hasElements()
        found["comments"] = [
            [each.Author, each.DateTimeValue.Year, each.Content]
            for each in document.TextFields
            if each.supportsService("com.sun.star.text.TextField.Annotation")
        ]
        frame = document.CurrentController.Frame
        helper.executeDispatch(frame, f".uno:{command}TrackedChanges", "", 0, ())
        found[name], found["left"] = document.Text.String, document.Redlines.hasElements()
        document.close(False)
    return found


def _opened(desktop: Any, path: Path) -> Any:
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    return desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (hidden,))


if __name__ == "__main__":
    main()
