"""Staff lists coming in: a file is read, its headings mapped, and a change proposed that nobody has made yet.

Values in, values out; nothing is written before the last stage's change is applied. The stages, for a screen:

1. Open.       `opening.open_list(path, memory, stopped=…)` → `ListFile`, its sheets with a heading row.
               `memory = remembering.memory_of(register)`: how each kind of export was mapped before.
2. Sheet.      `ListFile.best`, or ask `ListFile.question` and take `ListFile.sheet(name)`.
3. Headings.   `headings.map_headings(sheet.headings, overrides, remembered=memory.get(source), history=…)` → `Columns`,
               with `source = headings.source_of(sheet.headings)`. `Columns.guesses` says what is read and why
               (`str(guess)`); `unused`, `private` and `notes` are shown beside it. To change one, map again with
               `overrides[field] = heading`, or `""` for no column; a private one is refused. `missing`: why it cannot
               be read yet. `start_dates`: the columns among which the user says which the start date is.
4. Read.       `reading.read_lines(file, sheet, columns, on_progress=…, stopped=…)` → `StaffList`.
5. Compare.    `comparison.propose(staff_list, register, today, stopped=…)` → `Proposal`: `new`, `changed`,
               `unchanged`, `leaving`, `missing` are `Item`s, `problems` and `doubts` are lines with a reason.
               `Proposal.questions` should be answered first (by mapping again).
6. Accept.     `Item.id` in a set of ids; `Proposal.usual` is what is accepted unless the user says otherwise: never a
               leaver, never a match by name alone. An item with a `rival` is one of two answers. Somebody missing gets
               a last day by `left={item.staff: day}`. `Proposal.many_leave(ids, left)` is the question to stop at.
7. Change.     `register.apply(proposal.change(ids, left), by, now)`: one entry, one undo.

Whatever cannot be used raises `refused.IntakeRefused`, whose text is a sentence for the user; `Stopped` is one of them.
`on_progress(done, total)` and `stopped()` are called every few thousand rows, from whatever thread does the reading.
"""
