"""Where the buttons of planning lead."""

from handlers.buttons import Button

HOME = Button("plans.button.home", "pl")
NEW = Button("plans.button.new", "pl_new")
