"""What the commands do: each opens what it needs, calls one use case and prints.

Beside ``cli`` (which only reads the words of the command line) this is a composition root:
it turns a folder into a store.  Answers go to stdout, one Japanese sentence a line.
"""
