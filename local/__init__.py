"""What runs on a developer's own machine: embedded servers, the mail catcher, the demo."""
