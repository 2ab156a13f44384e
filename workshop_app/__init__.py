"""Kurumaza (車座): everything that touches a screen, a file, a socket or a database."""
