"""Pure analysis: arrays and frozen results in, frozen results out; no files, no screen."""
