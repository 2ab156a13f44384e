"""Reading the tables that town halls make, as they make them.

Pure functions from a path or bytes to frozen values; this package knows neither the store
nor the export. Start at :func:`workshop_app.sheets.opening.open_sheet`.
"""
