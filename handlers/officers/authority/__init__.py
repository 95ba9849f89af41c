"""Who may do what: the officers' menu, the second factor, roles."""
