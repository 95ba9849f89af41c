"""Who may be moved, and where to: each rule once, for one person's facts and for whole columns alike.

What is missing is never a silent pass. Where the law wants the proof in the file (decree of the post,
appraisals, diploma, assessment; domain.md 1.5), missing proof fails. Where HR itself signs a statement (no
disciplinary process, no conflict of interest), it is a warning: the statement is still to be asked for.
"""
