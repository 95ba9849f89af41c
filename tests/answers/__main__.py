"""`python -m tests.answers`: how well questions are answered, on every part of the labelled set."""

import sys

from tests.answers.labelled import finder, labelled, measure, unanswerable


def main() -> None:
    found_by = finder()
    for part in ("tuning", "held_out"):
        of = measure(found_by, labelled(part))
        sys.stdout.write(
            f"{part}: {of.questions} questions, first {of.first:.1%}, among three {of.among_three:.1%}; "
            f"answered {of.answered:.1%} (wrongly {of.wrongly_answered:.1%}), offered {of.offered:.1%}, "
            f"handed over {of.handed_over:.1%}\n"
        )
        of = measure(found_by, [(question, "") for question in unanswerable(part)])
        sys.stdout.write(
            f"{part}: {of.questions} unanswerable, answered {of.answered:.1%}, offered {of.offered:.1%}, "
            f"handed over {of.handed_over:.1%}\n"
        )


if __name__ == "__main__":
    main()
