"""The errors a person may meet; each says in plain Japanese what can be done.

KurumazaError
├── UnusableInputError        the file, text or value given cannot be used
│   ├── EmptyVoiceError       a voice without words
│   └── UnreadableFileError   a file that is no table, too large, or damaged
├── NotFoundError             the record asked for is not here
├── NotYetError               a gate of the flow: something is missing first
├── EditConflictError         two corrections contradict each other, or somebody was faster
├── StoreError                the data folder or database cannot be used
│   ├── StoreBusyError        it is in use right now; trying again helps
│   └── StoreFullError        there is no room left on the disk
└── ModelUnavailableError     a sentence-transformers model cannot be loaded
"""


class KurumazaError(Exception):
    """Base of every error that is meant for a person; ``str()`` is a Japanese sentence."""


class UnusableInputError(KurumazaError):
    """What was given cannot be used."""


class EmptyVoiceError(UnusableInputError):
    """A voice without words."""


class UnreadableFileError(UnusableInputError):
    """A file that is not a table, too large, or damaged."""


class NotFoundError(KurumazaError):
    """The record asked for does not exist."""


class NotYetError(KurumazaError):
    """Something must exist first; the sentence names it."""


class EditConflictError(KurumazaError):
    """A correction contradicts an earlier one, or the record moved on in between."""


class StoreError(KurumazaError):
    """The data folder or the database cannot be used."""


class StoreBusyError(StoreError):
    """Somebody else holds the database; trying again helps."""


class StoreFullError(StoreError):
    """There is no room left on the disk."""


class ModelUnavailableError(KurumazaError):
    """The chosen sentence-transformers model cannot be loaded."""
