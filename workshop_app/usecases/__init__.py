"""The verbs of the house: every write the application can do is one function here."""
