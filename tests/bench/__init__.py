"""`make bench`: how fast the product is, and how much memory it needs, on the machine at hand."""
