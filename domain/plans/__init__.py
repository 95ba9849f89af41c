"""Planning as HR does it: surges, scenarios, adopting one, checking a wave before anybody sees it."""
