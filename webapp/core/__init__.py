"""The ground: what every feature stands on, knowing nothing of consultations."""
