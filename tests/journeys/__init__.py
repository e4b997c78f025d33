"""The product as people use it: real servers, real workers, a real browser."""
