"""What people ask, what is answered, and the questions that HR still owes an answer."""
