"""The programming interface. So far the health of the service, for those who watch over it."""
