from textual.app import App
from textual.widgets import Static


class Hello(App):
    def compose(self):
        yield Static("Hello staff")


if __name__ == "__main__":
    Hello().run()
