"""How each kind of task is asked, and its answers read: one file a kind of answer."""
