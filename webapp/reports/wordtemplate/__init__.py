"""The authority's own Word template for the report: opened, checked and made ready."""
