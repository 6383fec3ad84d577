"""Questions on the store: parameters understood, limits held in a process that can be killed, answers with evidence."""
