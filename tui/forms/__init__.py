"""One form a task: it reads what is typed, asks the register, and shows every refusal at its field."""
