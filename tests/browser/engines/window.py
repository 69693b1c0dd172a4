"""One window of QtWebEngine, an old Chromium, which is driven from outside over its debugging port:

    QTWEBENGINE_REMOTE_DEBUGGING=PORT python window.py

It obeys what the oldest engines cannot do over the port, a line each on its standard input, and
answers each with a line: `size WIDTH HEIGHT`, `picture PATH`, and `enter`, which presses that key. It
ends when its input is closed."""

import queue
import sys
import threading

try:
    from PyQt6.QtCore import QEvent, Qt, QTimer, QUrl
    from PyQt6.QtGui import QKeyEvent
    from PyQt6.QtWebEngineWidgets import QWebEngineView
    from PyQt6.QtWidgets import QApplication
except ImportError:
    from PyQt5.QtCore import QEvent, Qt, QTimer, QUrl
    from PyQt5.QtGui import QKeyEvent
    from PyQt5.QtWebEngineWidgets import QWebEngineView
    from PyQt5.QtWidgets import QApplication


def read(commands):
    for line in sys.stdin:
        commands.put(line.rstrip("\n"))
    commands.put("end")


def main():
    application = QApplication([sys.argv[0], "--no-sandbox"])
    view = QWebEngineView()
    view.resize(1280, 900)
    view.load(QUrl("about:blank"))
    view.show()
    commands = queue.Queue()
    threading.Thread(target=read, args=(commands,), daemon=True).start()

    def obey():
        while not commands.empty():
            name, _, value = commands.get().partition(" ")
            if name == "size":
                view.resize(*(int(number) for number in value.split()))
            elif name == "picture":
                view.grab().save(value)
            elif name == "enter":
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    key = QKeyEvent(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
                    application.postEvent(view.focusProxy(), key)
            else:
                application.quit()
                return
            print(name, flush=True)

    timer = QTimer()
    timer.timeout.connect(obey)
    timer.start(20)
    run = getattr(application, "exec", None) or application.exec_
    sys.exit(run())


main()
