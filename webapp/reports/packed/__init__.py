"""What a package is as a file: names, the ZIP itself, and its list of contents. Pure."""
