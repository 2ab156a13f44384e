"""A council member's own pages on a phone or tablet: light, and whole without JavaScript."""
